// Settings beside their preview: what differs from the default is marked, goes back with a click, and is drawn at once.
const DELAY = 400;
let waiting;

/** The value as the server compares it: true or false, a list, or text. */
function valueOf(setting) {
  const fields = [...setting.querySelectorAll(`[name="${setting.dataset.setting}"]`)];
  const [first] = fields;
  if (first?.type === "checkbox" && fields.length === 1 && typeof usual(setting) === "boolean") return first.checked;
  if (Array.isArray(usual(setting))) {
    const chosen = first?.tagName === "SELECT" ? [...first.selectedOptions] : fields.filter((field) => field.checked);
    return chosen.map((field) => field.value).sort();
  }
  if (first?.type === "radio") return fields.find((field) => field.checked)?.value ?? "";
  return (first?.value ?? "").trim();
}

const usual = (setting) => JSON.parse(setting.dataset.default);

function mark(setting) {
  setting.toggleAttribute("data-changed", JSON.stringify(valueOf(setting)) !== JSON.stringify(usual(setting)));
}

function setBack(setting) {
  const value = usual(setting);
  for (const field of setting.querySelectorAll(`[name="${setting.dataset.setting}"]`)) {
    if (typeof value === "boolean") field.checked = value;
    else if (field.type === "checkbox" || field.type === "radio") field.checked = [value].flat().includes(field.value);
    else if (field.multiple) [...field.options].forEach((option) => { option.selected = value.includes(option.value); });
    else field.value = value;
  }
  mark(setting);
}

function redraw(form, delay = DELAY) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const area = form.closest(".configure")?.querySelector("[data-preview]");
    if (area) window.htmx.trigger(area, "redraw");
  }, delay);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("#configure");
  if (!form) return;
  const setting = event.target.closest("[data-setting]");
  if (setting) mark(setting);
  redraw(form);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("#configure :is([data-reset], [data-reset-all])");
  if (!button) return;
  event.preventDefault();
  const form = button.form;
  const settings = "resetAll" in button.dataset ? form.querySelectorAll("[data-setting]") : [button.closest("[data-setting]")];
  settings.forEach(setBack);
  // The button goes away with the mark; the focus stays with the setting.
  settings[0]?.querySelector("input, select, textarea")?.focus();
  redraw(form, 0);
});

// A name picked in the preview goes into its field, or into the one that was last written in; into a list as one more line.
let picking;

document.addEventListener("focusin", (event) => {
  if (event.target.matches("#configure [data-path]")) picking = event.target.name;
});

document.addEventListener("click", (event) => {
  const pick = event.target.closest("#preview-body [data-pick]");
  const named = pick && (pick.dataset.pickFor ?? picking ?? "");
  const field = pick && (document.querySelector(`#configure [name="${named}"]`) ?? document.querySelector("#configure [data-path=name]"));
  if (!field) return;
  const before = field.dataset.path === "lines" && field.value.trim();
  field.value = before ? `${before}\n${pick.dataset.pick}` : pick.dataset.pick;
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
