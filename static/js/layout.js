// Arranging by hand: dragging with SortableJS (brought when first needed), moving by keyboard, one call for both.
import { announce, onPage, post, refresh, root, version, words } from "./page.js";
import { loadSortable } from "./sortable.js";
import { toast } from "./toast.js";

const columns = () => [...document.querySelectorAll(".column")];
const panelsIn = (column) => [...column.querySelectorAll(":scope > .panel")];
/** A page that follows a template is arranged by its editors. */
const isFixed = () => root().dataset.follows !== undefined;
const titleOf = (panel) => panel.querySelector(".panel-title").textContent.trim();

function placeOf(panel) {
  const column = panel.closest(".column");
  return {
    section: Number(column.closest("[data-section]").dataset.section),
    column: Number(column.dataset.column),
    position: panelsIn(column).indexOf(panel),
  };
}

/** One change after the other: each needs the version that the one before it made. */
let queue = Promise.resolve();
export const settled = () => queue;
function save(panel) {
  const place = placeOf(panel);
  queue = queue.then(() => keep(panel, place)).catch(async () => {
    toast(words("not-done"), { level: "error" });
    await refresh();
  });
  return queue;
}

async function keep(panel, place) {
  const answer = await post(`/api/v1/panels/${panel.dataset.panel}/move/`, { version: version(), ...place });
  if (answer.status === 409) {
    await refresh();
    toast(words("stale"), { level: "error" });
  } else if (!answer.ok) {
    throw new Error(String(answer.status));
  } else if (root().dataset.template !== undefined) {
    await refresh();
  } else {
    const now = (await answer.json()).page.version;
    root().dataset.version = now;
    document.querySelectorAll("input[name=version]").forEach((field) => { field.value = now; });
  }
}

// --- By pointer ---

let isMinding = false;
async function mindColumns() {
  isMinding = true;
  if (isFixed()) return;
  const Sortable = await loadSortable();
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const column of columns()) {
    if (Sortable.get(column)) continue;
    new Sortable(column, {
      group: "panels",
      draggable: ".panel",
      handle: ".grip, .panel-title",
      filter: "a",
      preventOnFilter: false,
      animation: isCalm ? 0 : 150,
      delay: 180,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      forceFallback: true,
      fallbackOnBody: true,
      fallbackTolerance: 4,
      onEnd: ({ item, from, to, oldDraggableIndex, newDraggableIndex }) => {
        if (from !== to || oldDraggableIndex !== newDraggableIndex) save(item);
      },
    });
  }
}

const wanted = () => mindColumns().catch(() => {});
addEventListener("pointermove", wanted, { once: true, passive: true });
addEventListener("touchstart", wanted, { once: true, passive: true });
onPage(() => { if (isMinding) wanted(); });

// --- By keyboard ---

let held = null;

function grab(panel) {
  held = { panel, parent: panel.parentElement, next: panel.nextElementSibling };
  panel.classList.add("lifted");
  panel.querySelector(".grip").setAttribute("aria-pressed", "true");
  announce(words("lifted", { title: titleOf(panel) }));
}

function release() {
  held.panel.classList.remove("lifted");
  held.panel.querySelector(".grip").setAttribute("aria-pressed", "false");
  const was = held;
  held = null;
  return was;
}

function drop() {
  const { panel, parent, next } = release();
  announce(words("dropped", say(panel)));
  if (panel.parentElement !== parent || panel.nextElementSibling !== next) save(panel);
}

function putBack() {
  const { panel, parent, next } = release();
  parent.insertBefore(panel, next);
  panel.querySelector(".grip").focus();
  announce(words("put-back", { title: titleOf(panel) }));
}

function say(panel) {
  const { column, position } = placeOf(panel);
  return { title: titleOf(panel), column: column + 1, row: position + 1 };
}

function step(panel, key) {
  const isRtl = document.documentElement.dir === "rtl";
  const all = columns();
  const here = panel.closest(".column");
  const siblings = panelsIn(here);
  const at = siblings.indexOf(panel);
  if (key === "ArrowUp" && at > 0) siblings[at - 1].before(panel);
  else if (key === "ArrowDown" && at < siblings.length - 1) siblings[at + 1].after(panel);
  else if (key === "ArrowUp" || key === "ArrowDown") intoSection(panel, here, key === "ArrowUp" ? -1 : 1);
  else {
    const towards = (key === "ArrowRight") !== isRtl ? 1 : -1;
    const there = all[all.indexOf(here) + towards];
    if (there) insert(panel, there, at);
  }
  panel.querySelector(".grip").focus();
  panel.scrollIntoView({ block: "nearest" });
  announce(words("moved", say(panel)));
}

function intoSection(panel, here, towards) {
  const sections = [...document.querySelectorAll("[data-section]")].filter((section) => section.querySelector(".column"));
  const target = sections[sections.indexOf(here.closest("[data-section]")) + towards];
  if (!target) return;
  const choices = [...target.querySelectorAll(".column")];
  const there = choices[Math.min(Number(here.dataset.column), choices.length - 1)];
  insert(panel, there, towards > 0 ? 0 : panelsIn(there).length);
}

function insert(panel, column, index) {
  const before = panelsIn(column)[index] ?? column.querySelector(":scope > .add-here");
  column.insertBefore(panel, before);
}

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip || isFixed() || event.altKey || event.ctrlKey || event.metaKey) return;
  const panel = grip.closest(".panel");
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (held) drop();
    else grab(panel);
  } else if (held && event.key.startsWith("Arrow")) {
    event.preventDefault();
    step(panel, event.key);
  } else if (held && event.key === "Escape") {
    event.preventDefault();
    putBack();
  }
});

document.addEventListener("focusout", (event) => {
  // Leaving drops it where it is; a step moves the element, which blurs it for a moment.
  setTimeout(() => { if (held && event.target.closest("[data-grip]") && !held.panel.contains(document.activeElement)) drop(); }, 60);
});
