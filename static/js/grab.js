// Moving by keyboard: lift by Space or Enter, arrows, drop; Escape puts back. Above the first row lie the tabs.
import { announce, words } from "./page.js";
import { watch } from "./glide.js";
import { keep, send } from "./moves.js";
import { gripOf, isFixed, isSection, panels, put, sayPlace, sections, step, tabs, titleOf } from "./places.js";

let held = null;

function grab(thing) {
  held = { thing, parent: thing.parentElement, next: thing.nextElementSibling, tab: null };
  thing.classList.add("lifted");
  gripOf(thing).setAttribute("aria-pressed", "true");
  announce(words("lifted", { title: titleOf(thing) }));
}

function release() {
  const was = held;
  held = null;
  aim(was, null);
  was.thing.classList.remove("lifted");
  gripOf(was.thing).setAttribute("aria-pressed", "false");
  return was;
}

function drop() {
  const aimed = held.tab;
  const was = release();
  if (aimed) {
    send(was.thing, aimed);
    return;
  }
  announce(words("dropped", { title: titleOf(was.thing), place: sayPlace(was.thing) }));
  if (was.thing.parentElement !== was.parent || was.thing.nextElementSibling !== was.next) keep(was.thing, was);
}

function putBack() {
  const was = release();
  shiftBy(was.thing, () => put(was.thing, was.parent, was.next));
  announce(words("put-back", { title: titleOf(was.thing) }));
}

/** What makes room glides; the focus stays on the grip. */
function shiftBy(thing, change) {
  const glide = watch(isSection(thing) ? sections() : panels());
  const done = change() !== false;
  if (done) glide();
  gripOf(thing).focus({ preventScroll: true });
  thing.scrollIntoView({ block: "nearest" });
  return done;
}

function move(key) {
  const { thing } = held;
  if (held.tab) return alongTabs(key);
  if (!shiftBy(thing, () => step(thing, key)) && key === "ArrowUp" && !isSection(thing)) return alongTabs(key);
  announce(words("moved", { title: titleOf(thing), place: sayPlace(thing) }));
}

/** Left and right from tab to tab, down back to the page. */
function alongTabs(key) {
  const all = tabs();
  const isRtl = document.documentElement.dir === "rtl";
  const towards = { ArrowLeft: isRtl ? 1 : -1, ArrowRight: isRtl ? -1 : 1 }[key] ?? 0;
  const at = held.tab ? all.indexOf(held.tab) + towards : 0;
  if (key === "ArrowDown" || !all.length) {
    aim(held, null);
    announce(words("moved", { title: titleOf(held.thing), place: sayPlace(held.thing) }));
    return;
  }
  aim(held, all[Math.max(0, Math.min(at, all.length - 1))]);
  announce(words("over-tab", { title: titleOf(held.thing), page: held.tab.textContent.trim() }));
}

function aim(holder, tab) {
  holder.tab?.removeAttribute("data-drop");
  tab?.setAttribute("data-drop", "");
  tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
  holder.tab = tab;
}

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip || isFixed() || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    if (held) drop();
    else grab(grip.closest(".panel, .section"));
  } else if (held && /^(Arrow.*|Home|End)$/.test(event.key)) {
    event.preventDefault();
    move(event.key);
  } else if (held && event.key === "Escape") {
    event.preventDefault();
    putBack();
  }
});

document.addEventListener("focusout", (event) => {
  // Leaving drops it where it is; where a browser cannot move elements in place, a step takes the focus for a moment.
  setTimeout(() => { if (held && event.target.closest("[data-grip]") && !held.thing.contains(document.activeElement)) drop(); }, 60);
});
