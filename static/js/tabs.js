// The order of the pages: tabs dragged in their bar, rows in the list of all pages; both by keyboard too.
import { announce, onPage, post, refresh, words } from "./page.js";
import { loadSortable } from "./sortable.js";
import { toast } from "./toast.js";

const LISTS = [
  { list: "[data-tabs]", part: ".tab", id: "tab", grip: undefined },
  { list: "[data-page-rows]", part: ".page-row", id: "row", grip: ".row-grip" },
];
/** So wide do lists fade where they go on (header.css). */
const EDGE = 28;
const titleOf = (part) => (part.dataset.title ?? part.textContent).trim();
const parts = (list, { part }) => [...list.querySelectorAll(`:scope > ${part}`)];

/** The whole order at once; what the server refuses is shown as it is there. */
async function save(list, kind) {
  const pages = parts(list, kind).map((part) => Number(part.dataset[kind.id]));
  try {
    const answer = await post("/api/v1/pages/reorder/", { pages });
    if (!answer.ok) throw new Error(String(answer.status));
  } catch {
    toast(words("not-done"), { level: "error" });
  }
  await refresh();
}

function say(name, part, list, kind) {
  const all = parts(list, kind);
  announce(words(name, { title: titleOf(part), place: all.indexOf(part) + 1, count: all.length }));
}

// --- By pointer ---

let wasNear = false;
async function mind() {
  wasNear = true;
  const Sortable = await loadSortable();
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const kind of LISTS) {
    for (const list of document.querySelectorAll(kind.list)) {
      if (Sortable.get(list)) continue;
      new Sortable(list, {
        draggable: kind.part,
        ...(kind.grip && { handle: kind.grip }),
        animation: isCalm ? 0 : 150,
        delay: 250,
        delayOnTouchOnly: true,
        touchStartThreshold: 6,
        forceFallback: true,
        fallbackOnBody: true,
        fallbackTolerance: 6,
        onEnd: ({ oldDraggableIndex, newDraggableIndex }) => {
          if (oldDraggableIndex !== newDraggableIndex) save(list, kind);
        },
      });
    }
  }
}
const near = () => mind().catch(() => {});
addEventListener("pointermove", near, { once: true, passive: true });
addEventListener("touchstart", near, { once: true, passive: true });
onPage(() => { if (wasNear) near(); showCurrent(); });

/** Of many tabs the open one is in sight, and clear of the fading edges. */
function showCurrent() {
  for (const list of document.querySelectorAll("[data-tabs], .chips")) {
    const tab = list.querySelector("[aria-current]");
    if (!tab || list.scrollWidth <= list.clientWidth) continue;
    const [inside, outside] = [tab.getBoundingClientRect(), list.getBoundingClientRect()];
    if (inside.left < outside.left + EDGE || inside.right > outside.right - EDGE) {
      list.scrollLeft += (inside.left + inside.right) / 2 - (outside.left + outside.right) / 2;
    }
  }
}

// Also what one reaches by keyboard; browsers leave it where it is when a part of it can be seen.
document.addEventListener("focusin", ({ target }) => {
  if (!target.matches(".tab-list > *, .chips > *, .panel-tabs > *, .edit-verbs > *") || !target.matches(":focus-visible")) return;
  target.scrollIntoView({ block: "nearest", inline: "nearest" });
});

// --- Tabs by keyboard: Ctrl+Shift and an arrow move the tab that has the focus ---

const isRtl = () => document.documentElement.dir === "rtl";

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.("[data-tab]");
  if (!tab || !event.ctrlKey || !event.shiftKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  event.preventDefault();
  const kind = LISTS[0];
  const list = tab.parentElement;
  const all = parts(list, kind);
  const there = all[all.indexOf(tab) + ((event.key === "ArrowRight") !== isRtl() ? 1 : -1)];
  if (!there) return;
  if (all.indexOf(there) < all.indexOf(tab)) there.before(tab);
  else there.after(tab);
  tab.focus();
  tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  say("place", tab, list, kind);
  later(list, kind);
});

let waiting = 0;
/** Several steps are one change. */
function later(list, kind) {
  clearTimeout(waiting);
  waiting = setTimeout(() => save(list, kind), 500);
}

// --- Rows by keyboard: lift, move, drop ---

let held = null;
const rows = LISTS[1];

function release() {
  const { row, grip } = held;
  row.classList.remove("lifted");
  grip.setAttribute("aria-pressed", "false");
  const was = held;
  held = null;
  return was;
}

function drop() {
  const { row, list, next } = release();
  say("row-dropped", row, list, rows);
  if (row.nextElementSibling !== next) save(list, rows);
}

function step(key) {
  const { row, list, grip } = held;
  const all = parts(list, rows);
  const there = all[all.indexOf(row) + (key === "ArrowDown" ? 1 : -1)];
  if (!there) return;
  if (key === "ArrowDown") there.after(row);
  else there.before(row);
  grip.focus();
  row.scrollIntoView({ block: "nearest" });
  say("place", row, list, rows);
}

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-row-grip]");
  if (!grip || event.altKey || event.ctrlKey || event.metaKey) return;
  const row = grip.closest(".page-row");
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (held) return drop();
    held = { row, grip, list: row.parentElement, next: row.nextElementSibling };
    row.classList.add("lifted");
    grip.setAttribute("aria-pressed", "true");
    announce(words("lifted", { title: titleOf(row) }));
  } else if (held && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    step(event.key);
  } else if (held && event.key === "Escape") {
    event.preventDefault();
    const was = release();
    was.list.insertBefore(was.row, was.next);
    was.grip.focus();
    announce(words("put-back", { title: titleOf(was.row) }));
  }
});

document.addEventListener("focusout", (event) => {
  if (!event.target.closest?.("[data-row-grip]")) return;
  // A step moves the row, which blurs its grip for a moment.
  setTimeout(() => { if (held && !held.row.contains(document.activeElement)) drop(); }, 60);
});
