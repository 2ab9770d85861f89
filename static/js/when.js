// Turns <time data-when> into "3 min ago" up to a day, with the exact time on hover, and keeps it true.
import { onPage } from "./page.js";

const language = document.documentElement.lang || undefined;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "narrow" });
// The person's own clock, where they told it: this device may stand in another zone.
const { clock, zone: timeZone } = document.documentElement.dataset;
const hourCycle = { 12: "h12", 24: "h23" }[clock];
const exact = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone, hourCycle });

function say(element) {
  const moment = new Date(element.dateTime);
  const minutes = (moment - Date.now()) / 60000;
  if (Number.isNaN(minutes)) return;
  element.title = exact.format(moment);
  if (Math.abs(minutes) >= 24 * 60) return;
  const text = Math.abs(minutes) < 60
    ? relative.format(Math.round(minutes), "minute")
    : relative.format(Math.round(minutes / 60), "hour");
  if (element.textContent !== text) element.textContent = text;
}

/** Fills in a time that the page learned only now. */
export function tell(element, moment) {
  element.dateTime = moment;
  element.textContent = exact.format(new Date(moment));
  say(element);
}

const sayAll = () => document.querySelectorAll("time[data-when]").forEach(say);
onPage(sayAll);
setInterval(() => { if (!document.hidden) sayAll(); }, 60000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) sayAll(); });
