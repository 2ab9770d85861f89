// Converts while one types; without this the form asks the portal.

const language = document.documentElement.lang || "en";
const plain = new Intl.NumberFormat(language, { maximumSignificantDigits: 6 });
const far = new Intl.NumberFormat(language, { notation: "scientific", maximumSignificantDigits: 6 });

function readable(value) {
  const size = Math.abs(value);
  return (size >= 1e12 || (size > 0 && size < 1e-4) ? far : plain).format(value);
}

function row(option, amount) {
  const value = (amount - Number(option.dataset.offset)) / Number(option.dataset.factor);
  const [made, name, shown, text] = ["div", "dt", "dd", "bdi"].map((tag) => document.createElement(tag));
  name.textContent = option.dataset.name;
  text.textContent = `${readable(value)} ${option.value}`;
  shown.append(text);
  made.append(name, shown);
  return made;
}

function convert(form) {
  const amount = form.elements.amount.valueAsNumber;
  if (Number.isNaN(amount)) return;
  const chosen = form.elements.unit.selectedOptions[0];
  const base = amount * Number(chosen.dataset.factor) + Number(chosen.dataset.offset);
  const others = [...chosen.parentElement.children].filter((option) => option !== chosen);
  form.nextElementSibling.replaceChildren(...others.map((option) => row(option, base)));
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("[data-converter]");
  if (form) convert(form);
});
