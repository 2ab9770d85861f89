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

/** As the server writes it: "Mon 23 Nov". */
function day(element, now) {
  const options = { timeZone: element.dataset.clockDay, weekday: "short", day: "numeric", month: "short" };
  const parts = Object.fromEntries(format(options).formatToParts(now).map(({ type, value }) => [type, value]));
  return `${parts.weekday} ${parts.day} ${parts.month}`;
}

function tick() {
  const now = new Date();
  for (const element of document.querySelectorAll("[data-clock]")) {
    element.textContent = time(element, now);
    element.dateTime = now.toISOString();
  }
  for (const element of document.querySelectorAll("[data-clock-day]")) element.textContent = day(element, now);
}

function wait() {
  setTimeout(() => { wait(); tick(); }, 60_000 - (Date.now() % 60_000));
}

tick();
wait();
document.addEventListener("visibilitychange", () => { if (!document.hidden) tick(); });
document.addEventListener("htmx:after:swap", tick);
