// Suggestions that stood in sight for a second were seen: told once per visit, so that what is passed over teaches too.
import { tell } from "./items.js";
import { onPage } from "./page.js";

const SEEN_MS = 1000;
const told = new Set();
const timers = new Map();

const sight = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) {
    clearTimeout(timers.get(target));
    if (isIntersecting) timers.set(target, setTimeout(saw, SEEN_MS, target));
  }
}, { threshold: 0.6 });

function saw(row) {
  if (!row.isConnected || document.hidden || told.has(row.dataset.item)) return;
  told.add(row.dataset.item);
  tell("show", row.dataset);
}

onPage(() => {
  for (const row of document.querySelectorAll('[data-place="for-you"]')) {
    if (!told.has(row.dataset.item)) sight.observe(row);
  }
});
