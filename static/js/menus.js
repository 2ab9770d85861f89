// Menus. All panels share one: it opens beside the button that was pressed, says what goes for that button's panel, and gives
// the focus back. The others are <details>. Each closes with Escape, and when one looks elsewhere.
import { tell } from "./when.js";

const GAP = 4;
let opener = null;

const menu = () => document.getElementById("panel-menu");
const panelOf = (button) => button.closest("[data-panel]");
const choices = () => [...menu().querySelectorAll("a, button")].filter((each) => !each.hidden);

function factsOf({ dataset, nextElementSibling: next }) {
  const isFolded = "collapsed" in dataset;
  return {
    sources: "sources" in dataset,
    updated: "updated" in dataset,
    folded: isFolded,
    unfolded: !isFolded,
    items: "items" in dataset,
    everything: "items" in dataset && !("unreadOnly" in dataset),
    unread: "unreadOnly" in dataset,
    tab: "inTabs" in dataset || "inTabs" in (next?.dataset ?? {}),
  };
}

/** The menu's addresses and choices for this panel. */
function fill(panel) {
  const facts = factsOf(panel);
  for (const part of menu().querySelectorAll("[data-if]")) part.hidden = !facts[part.dataset.if];
  for (const choice of menu().querySelectorAll("a, button")) {
    const name = choice.matches("a") ? "href" : "formaction";
    choice.setAttribute(name, choice.getAttribute(name).replace(/(panels\/|#panel-)\d+/, `$1${panel.dataset.panel}`));
  }
  if (facts.updated) tell(menu().querySelector("time"), panel.dataset.updated);
}

/** Below the button, in line with its end; above or further inside where the window ends. In places of the document. */
function place(button) {
  const box = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu();
  const { clientWidth, clientHeight } = document.documentElement;
  const isRtl = document.documentElement.dir === "rtl";
  const left = Math.max(GAP, Math.min(isRtl ? box.left : box.right - width, clientWidth - width - GAP));
  const isBelow = box.bottom + GAP + height <= clientHeight || box.top - GAP - height < 0;
  const top = isBelow ? box.bottom + GAP : box.top - GAP - height;
  Object.assign(menu().style, { left: `${left + scrollX}px`, top: `${top + scrollY}px` });
}

function open(button) {
  close();
  opener = button;
  button.setAttribute("aria-expanded", "true");
  menu().setAttribute("aria-label", button.getAttribute("aria-label"));
  fill(panelOf(button));
  menu().showPopover({ source: button });
  place(button);
  choices()[0].focus();
}

function close({ focus = false } = {}) {
  if (!opener) return;
  const was = opener;
  opener = null;
  was.setAttribute("aria-expanded", "false");
  menu()?.hidePopover();
  if (focus) was.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const button = target.closest("[data-menu]");
  if (button) {
    event.preventDefault();
    if (button === opener) close({ focus: true });
    else open(button);
  } else if (opener) {
    // What was chosen goes on from the button, which is still there when the menu is not.
    close({ focus: Boolean(target.closest("#panel-menu a, #panel-menu button")) });
  }
  const inside = target.closest("details.menu");
  document.querySelectorAll("details.menu[open]").forEach((each) => { if (each !== inside) each.open = false; });
});

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (!relatedTarget || relatedTarget === opener || !target.closest("#panel-menu")) return;
  if (!relatedTarget.closest("#panel-menu")) close();
});

function alongChoices(event) {
  const all = choices();
  const at = all.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  all.at(next % all.length).focus();
}

document.addEventListener("keydown", (event) => {
  const isInside = Boolean(event.target.closest?.("#panel-menu"));
  if (event.key === "Escape") {
    if (opener) close({ focus: true });
    const details = event.target.closest?.("details.menu[open]");
    if (details) { details.open = false; details.querySelector("summary").focus(); }
  } else if (isInside) alongChoices(event);
});

// Drawn anew under an open menu: the same panel with what goes for it now, or no panel any more.
document.addEventListener("htmx:after:swap", () => {
  if (!opener) return;
  if (opener.isConnected && menu()?.matches(":popover-open")) fill(panelOf(opener));
  else close();
});
addEventListener("resize", () => { if (opener) place(opener); });
