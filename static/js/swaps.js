// When the page is drawn anew, the focus stays with what it was on, goes along with a panel that moved, and the eye follows.
import { announce, root, words } from "./page.js";
import { watch } from "./glide.js";
import { gripOf, panels, sayPlace, sections, titleOf } from "./places.js";

let last = null;

/** Where the focus is, in words that still hold when other elements stand there. */
function remember(control) {
  const panel = control.closest(".panel");
  const thing = panel ?? control.closest(".section");
  if (!thing) return null;
  return {
    control,
    id: panel?.id,
    section: thing.closest(".section")?.dataset.section,
    title: panel && titleOf(panel),
    index: panel ? panels().indexOf(panel) : -1,
    isTemplate: root().dataset.template !== undefined,
    label: control.getAttribute("aria-label") ?? control.textContent.trim(),
    direction: control.name === "direction" ? control.value : "",
  };
}

const canTake = (element) => element?.isConnected && element.checkVisibility?.() !== false;

/** The panel itself; a visitor's first change makes a copy of the page, in which it has another number. */
const panelAgain = ({ id, title, isTemplate }) =>
  document.getElementById(id) ?? (isTemplate ? panels().find((panel) => titleOf(panel) === title) : undefined);

function controlIn(thing, { control, label }) {
  if (canTake(control) && thing.contains(control)) return control;
  const alike = [...thing.querySelectorAll("a, button, summary")];
  return alike.find((other) => canTake(other) && (other.getAttribute("aria-label") ?? other.textContent.trim()) === label)
    ?? gripOf(thing) ?? thing.querySelector("a, button, summary");
}

function follow() {
  if (!last || document.querySelector("dialog[open]")) return;
  const isLost = document.activeElement === null || document.activeElement === document.body;
  const thing = last.id ? panelAgain(last) : sections().find((section) => section.dataset.section === last.section);
  if (!thing && isLost) next();
  if (!thing) return;
  if (isLost) controlIn(thing, last)?.focus({ preventScroll: true });
  if (!last.direction) return;
  thing.scrollIntoView({ block: "nearest" });
  announce(words("moved", { title: titleOf(thing), place: sayPlace(thing) }));
}

/** What had the focus is gone: on with the panel that stands there now. Only its grip, never again “Remove”. */
function next() {
  const all = panels();
  const there = all[Math.min(Math.max(last.index, 0), all.length - 1)];
  if (there) gripOf(there).focus({ preventScroll: true });
}

let glide = null;
document.addEventListener("htmx:before:swap", ({ detail }) => {
  const { activeElement } = document;
  last = activeElement?.closest("#page .board") ? remember(activeElement) : null;
  glide = detail?.ctx?.target === root() ? watch(panels()) : null;
});
document.addEventListener("htmx:after:swap", () => {
  glide?.();
  glide = null;
  follow();
});
