// Keeps the clocks going: once a minute, on the minute, and when the page comes back into view.

const made = new Map();

function format(options) {
  const key = JSON.stringify(options);
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(document.documentElement.lang || "en", options));
  return made.get(key);
}

function time(element, now) {
  const hour12 = element.hasAttribute("data-clock-12");
  const options = { timeZone: element.dataset.clock, hour: hour12 ? "numeric" : "2-digit", minute: "2-digit" };
  return format({ ...options, hourCycle: hour12 ? "h12" : "h23" }).format(now);
}

/** As the server writes it: "Mon 23 Nov", "Mo. 23. Nov.". */
function day(element, now) {
  const options = { timeZone: element.dataset.clockDay, weekday: "short", day: "numeric", month: "short" };
  const parts = Object.fromEntries(format(options).formatToParts(now).map(({ type, value }) => [type, value]));
  const point = document.documentElement.lang === "de" ? "." : "";
  return `${parts.weekday} ${parts.day}${point} ${parts.month}`;
}

/** The day and the minutes of a place as numbers. */
function partsOf(zone, now) {
  const options = { timeZone: zone, year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" };
  const key = `numbers ${zone}`;
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat("en-u-nu-latn", { ...options, hourCycle: "h23" }));
  const parts = Object.fromEntries(made.get(key).formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  return { days: Date.UTC(parts.year, parts.month - 1, parts.day) / 86_400_000, hour: parts.hour, minute: parts.minute };
}

function beside(element, now) {
  const { clockHere, yesterday, tomorrow } = element.closest(".clocks").dataset;
  const days = partsOf(element.dataset.clockBeside, now).days - partsOf(clockHere, now).days;
  return { "-1": yesterday, 1: tomorrow }[days] ?? "";
}

function turn(face, now) {
  const { hour, minute } = partsOf(face.dataset.clockFace, now);
  face.querySelector(".clock-hour").setAttribute("transform", `rotate(${(hour % 12) * 30 + minute / 2} 50 50)`);
  face.querySelector(".clock-minute").setAttribute("transform", `rotate(${minute * 6} 50 50)`);
  face.toggleAttribute("data-night", hour < 7 || hour >= 19);
}

function tick() {
  const now = new Date();
  for (const element of document.querySelectorAll("time[data-clock]")) {
    element.textContent = time(element, now);
    element.dateTime = now.toISOString();
  }
  for (const element of document.querySelectorAll("[data-clock-day]")) element.textContent = day(element, now);
  for (const element of document.querySelectorAll("[data-clock-beside]")) element.textContent = beside(element, now);
  for (const face of document.querySelectorAll("[data-clock-face]")) turn(face, now);
}

function wait() {
  setTimeout(() => { wait(); tick(); }, 60_000 - (Date.now() % 60_000));
}

tick();
wait();
document.addEventListener("visibilitychange", () => { if (!document.hidden) tick(); });
document.addEventListener("htmx:after:swap", tick);
