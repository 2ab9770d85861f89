// Where panels and sections stand on the page, in numbers and in words; nothing here talks to the server.
import { root, words } from "./page.js";

export const columns = () => [...document.querySelectorAll("#page .column")];
export const sections = () => [...document.querySelectorAll("#page .section")];
export const panels = () => [...document.querySelectorAll("#page .panel")];
export const panelsIn = (column) => [...column.querySelectorAll(":scope > .panel")];
export const gripOf = (thing) => thing.querySelector("[data-grip]");
export const isSection = (thing) => thing.matches(".section");
/** A page that follows a template is arranged by its editors. */
export const isFixed = () => root().dataset.follows !== undefined;
export const tabs = () => [...document.querySelectorAll(".tab[data-tab]:not([aria-current])")];

export function titleOf(thing) {
  if (!isSection(thing)) return thing.querySelector(".panel-title").textContent.trim();
  return thing.getAttribute("aria-label") ?? words("section", { number: sections().indexOf(thing) + 1 });
}

/** What the server is told. */
export function placeOf(thing) {
  if (isSection(thing)) return { position: sections().indexOf(thing) };
  const column = thing.closest(".column");
  return {
    section: Number(column.closest(".section").dataset.section),
    column: Number(column.dataset.column),
    position: panelsIn(column).indexOf(thing),
  };
}

/** What the person is told: “column 2, row 3”, with the section where there are several. */
export function sayPlace(thing) {
  if (isSection(thing)) return words("where-section", { row: sections().indexOf(thing) + 1, rows: sections().length });
  const { column, position } = placeOf(thing);
  const where = { column: column + 1, row: position + 1, section: titleOf(thing.closest(".section")) };
  return words(sections().length > 1 ? "where-in" : "where", where);
}

/** Before `next`, or where columns end: above their “Add”. Where the browser can, focus and scrolling inside survive. */
export function put(thing, parent, next) {
  const before = next ?? (isSection(thing) ? null : parent.querySelector(":scope > .add-here"));
  if (parent.moveBefore && thing.isConnected) parent.moveBefore(thing, before);
  else parent.insertBefore(thing, before);
}

/** One step of an arrow key, or all the way with Home or End; false at the edge. */
export function step(thing, key) {
  return isSection(thing) ? stepSection(thing, key) : stepPanel(thing, key);
}

function stepSection(section, key) {
  const all = sections();
  const at = all.indexOf(section);
  const there = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[key];
  if (!all[there] || there === at) return false;
  put(section, section.parentElement, there > at ? all[there].nextElementSibling : all[there]);
  return true;
}

function stepPanel(panel, key) {
  const here = panel.closest(".column");
  const siblings = panelsIn(here);
  const at = siblings.indexOf(panel);
  if (key === "ArrowUp" && at > 0) put(panel, here, siblings[at - 1]);
  else if (key === "ArrowDown" && at < siblings.length - 1) put(panel, here, siblings[at + 2]);
  else if (key === "Home" || key === "End") return toTheEnd(panel, here, siblings, key);
  else if (key === "ArrowUp" || key === "ArrowDown") return intoSection(panel, here, key === "ArrowUp" ? -1 : 1);
  else return intoColumn(panel, here, key, at);
  return true;
}

function toTheEnd(panel, here, siblings, key) {
  if (panel === siblings.at(key === "Home" ? 0 : -1)) return false;
  put(panel, here, key === "Home" ? siblings[0] : undefined);
  return true;
}

function intoColumn(panel, here, key, at) {
  const isRtl = document.documentElement.dir === "rtl";
  const all = columns();
  const there = all[all.indexOf(here) + ((key === "ArrowRight") === isRtl ? -1 : 1)];
  if (!there) return false;
  put(panel, there, panelsIn(there)[at]);
  return true;
}

function intoSection(panel, here, towards) {
  const open = sections().filter((section) => section.querySelector(".column"));
  const target = open[open.indexOf(here.closest(".section")) + towards];
  if (!target) return false;
  const choices = [...target.querySelectorAll(".column")];
  const there = choices[Math.min(Number(here.dataset.column), choices.length - 1)];
  put(panel, there, towards > 0 ? panelsIn(there)[0] : undefined);
  return true;
}
