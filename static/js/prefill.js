// Offers cities while one types, and fills in what the browser knows anyway (its time zone, its way to write hours) where nothing was told yet. Asks for no position.
const place = document.querySelector("[data-prefill]");

function choose(name, value) {
  const option = place.querySelector(`input[name="${name}"][value="${value}"]`);
  if (option) option.checked = true;
}

if (place) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const here = new Intl.Locale(navigator.language);
  const field = place.querySelector('[name="timezone"]');
  if (!field.value && timeZone && timeZone !== "UTC") field.value = timeZone;
  const { hour12 } = new Intl.DateTimeFormat(navigator.language, { hour: "numeric" }).resolvedOptions();
  choose("hours", hour12 ? "12" : "24");
  if (["US", "LR", "MM"].includes(here.maximize().region)) choose("units", "imperial");
  const first = (here.getWeekInfo?.() ?? here.weekInfo)?.firstDay;
  const week = place.querySelector('[name="first_weekday"]');
  if (first && [...week.options].some((option) => option.value === String(first - 1))) week.value = String(first - 1);
}

// The portal's own list of cities; each beginning is asked for once.
const city = document.querySelector("[data-places]");
let asked = "";

async function offer() {
  const typed = city.value.trim().toLowerCase();
  if (typed.length < 2 || typed === asked) return;
  asked = typed;
  const answer = await fetch(`${city.dataset.places}?q=${encodeURIComponent(typed)}`).catch(() => null);
  if (!answer?.ok || typed !== asked) return;
  const { places } = await answer.json();
  city.list.replaceChildren(...places.map(({ name, country }) => new Option("", `${name}, ${country}`)));
}

city?.addEventListener("input", offer);
