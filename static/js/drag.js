// Moving by mouse and finger with SortableJS, which is brought when it is first needed. By finger only the grip lifts, or the
// head in edit mode: whoever scrolls over a panel never moves it. A tab takes what is dropped on it; Escape puts it back.
import { announce, onPage, root, words } from "./page.js";
import { isGliding, watch } from "./glide.js";
import { keep, send } from "./moves.js";
import { columns, isFixed, put, sayPlace, titleOf } from "./places.js";
import { loadSortable } from "./sortable.js";

const isEditing = () => root().dataset.edit !== undefined;

/** Whether a drag must not begin here. */
function isTaboo(event) {
  const { target } = event;
  if (target.closest("[data-grip]")) return false;
  if (target.closest("button, summary, .menu, input, .panel-actions")) return true;
  if (isEditing()) return false;
  return event.pointerType === "touch" || Boolean(event.touches) || Boolean(target.closest("a"));
}

let drag = null;

function begin({ item }) {
  const was = { parent: item.parentElement, next: item.nextElementSibling, left: scrollX, top: scrollY };
  drag = { thing: item, tab: null, isCancelled: false, ...was };
  addEventListener("pointermove", seek, { passive: true });
  addEventListener("pointerover", point, { passive: true });
  addEventListener("keydown", cancel, { capture: true });
  addEventListener("pointercancel", lose, { capture: true });
}

/** The tab under the pointer, for a panel in hand. */
function seek({ clientX, clientY }) {
  const isNear = drag.thing.matches(".panel") && clientY < 80;
  const under = isNear ? document.elementFromPoint(clientX, clientY)?.closest(".tab[data-tab]:not([aria-current])") : null;
  if (under === drag.tab) return;
  drag.tab?.removeAttribute("data-drop");
  under?.setAttribute("data-drop", "");
  drag.tab = under ?? null;
  document.documentElement.toggleAttribute("data-over-tab", Boolean(under));
}

/** A closed hand over what it is over, and only there: on the whole page, it would be the style of each element anew. */
function point({ target }) {
  drag.under?.removeAttribute("data-under");
  target.setAttribute("data-under", "");
  drag.under = target;
}

function cancel(event) {
  if (event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  drag.isCancelled = true;
  document.dispatchEvent(new PointerEvent("pointerup", { bubbles: true, cancelable: true }));
  // The button is still down: its release must not open what lies under it.
  addEventListener("click", swallow, { capture: true });
  addEventListener("pointerup", () => setTimeout(() => removeEventListener("click", swallow, { capture: true })), { once: true });
}

/** Taken out of the hand, by a call or a gesture of the phone's: nobody chose this place. */
function lose() {
  drag.isCancelled = true;
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

/** SortableJS would measure and move each panel of both columns by itself; all at once is much less work for the browser. */
function makeRoom({ dragged, related }) {
  if (related === drag.beside && isGliding(related)) return false;
  drag.beside = related;
  drag.glide = watch([...dragged.parentElement.children, ...related.closest(".column, .board").children]);
  return true;
}

function end() {
  const { thing, tab, under, isCancelled, ...was } = drag;
  drag = null;
  removeEventListener("pointermove", seek);
  removeEventListener("pointerover", point);
  removeEventListener("keydown", cancel, { capture: true });
  removeEventListener("pointercancel", lose, { capture: true });
  document.documentElement.removeAttribute("data-over-tab");
  tab?.removeAttribute("data-drop");
  under?.removeAttribute("data-under");
  // SortableJS swallows the click that ends a drag; where none came, because the panel went elsewhere, not the next one.
  setTimeout(() => document.documentElement.dispatchEvent(new MouseEvent("click")), 50);
  if (tab || isCancelled) put(thing, was.parent, was.next);
  if (isCancelled) {
    scrollTo({ ...was, behavior: "instant" });
    announce(words("put-back", { title: titleOf(thing) }));
  } else if (tab) send(thing, tab);
  else if (thing.parentElement !== was.parent || thing.nextElementSibling !== was.next) {
    announce(words("dropped", { title: titleOf(thing), place: sayPlace(thing) }));
    keep(thing, was);
  }
}

const options = () => ({
  filter: isTaboo,
  preventOnFilter: false,
  delay: 180,
  delayOnTouchOnly: true,
  touchStartThreshold: 6,
  forceFallback: true,
  fallbackOnBody: true,
  fallbackTolerance: 4,
  onStart: begin,
  onMove: makeRoom,
  onChange: () => drag.glide(),
  onEnd: end,
});

async function mind() {
  if (isFixed()) return;
  const Sortable = await loadSortable();
  for (const column of columns()) {
    if (Sortable.get(column)) continue;
    new Sortable(column, { group: "panels", draggable: ".panel", handle: ".panel-head", ...options() });
  }
  const board = document.querySelector(".board");
  if (board && !Sortable.get(board)) {
    new Sortable(board, { group: "sections", draggable: ".section", handle: ".section-grip", ...options() });
  }
}

onPage(() => mind().catch(() => {}));
