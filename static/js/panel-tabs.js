// Panels that share a place: one is shown, chosen by pointer or arrow keys, and remembered while the browser is open.
import { onPage } from "./page.js";

const KEY = "foyer-tabs";

function remembered() {
  try { return new Set(JSON.parse(sessionStorage.getItem(KEY)) ?? []); } catch { return new Set(); }
}

function remember(ids, chosen) {
  const all = remembered();
  ids.forEach((id) => all.delete(id));
  all.add(chosen);
  try { sessionStorage.setItem(KEY, JSON.stringify([...all].slice(-100))); } catch { /* shown all the same */ }
}

const panelOf = (tab) => document.getElementById(tab.hash.slice(1));
const tabsOf = (line) => [...line.querySelectorAll("a")];

function choose(line, chosen) {
  for (const tab of tabsOf(line)) {
    const panel = panelOf(tab);
    if (!panel) continue;
    const isChosen = tab === chosen;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    panel.hidden = !isChosen;
  }
}

function prepare(line) {
  const known = remembered();
  const tabs = tabsOf(line);
  line.setAttribute("role", "tablist");
  for (const tab of tabs) {
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", tab.hash.slice(1));
    panelOf(tab)?.setAttribute("role", "tabpanel");
  }
  choose(line, tabs.find((tab) => tab.hash === location.hash) ?? tabs.find((tab) => known.has(tab.hash)) ?? tabs[0]);
}

function pick(tab) {
  const line = tab.closest("[data-panel-tabs]");
  choose(line, tab);
  remember(tabsOf(line).map((each) => each.hash), tab.hash);
}

document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-panel-tabs] a");
  if (!tab || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  pick(tab);
});

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.("[data-panel-tabs] a");
  if (!tab) return;
  const tabs = tabsOf(tab.parentElement);
  const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const at = tabs.indexOf(tab);
  const steps = { [forward]: at + 1, [forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"]: at - 1, Home: 0, End: -1, " ": at };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const next = tabs.at(steps[event.key] % tabs.length);
  next.focus();
  pick(next);
});

onPage(() => document.querySelectorAll("[data-panel-tabs]").forEach(prepare));
