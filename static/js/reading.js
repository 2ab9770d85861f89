// Reading by keyboard and in place: through the stories of a list, in the dialog over a page and in the full-screen reader.
import { act, wasOpened } from "./items.js";
import { isTyping, wantsKeys } from "./palette.js";

const dialog = document.getElementById("dialog");
const pane = () => document.getElementById("reading-article");
const isSeen = (element) => element.checkVisibility?.() !== false;
const rows = () => [...document.querySelectorAll("#page .items > .item:not([hidden])")].filter(isSeen);
const titleOf = (row) => row?.querySelector(":is(a.item-title, .item-title)");

/** The row that was last gone to, opened or focused; it stays so when the page is drawn anew. */
let lastItem = null;
const current = () => document.activeElement?.closest?.(".items > .item")
  ?? rows().find((row) => row.dataset.item === lastItem);

function neighbour(step) {
  const all = rows();
  const at = all.indexOf(current());
  return at < 0 ? all[step > 0 ? 0 : all.length - 1] : all[at + step];
}

/** j and k: to the next row; where a story is open, that one is read on. */
function go(step) {
  const row = neighbour(step);
  if (!row) return more(step);
  lastItem = row.dataset.item;
  const title = titleOf(row);
  if (pane()) return title.click();
  if (dialog.open) return read(row, title);
  title.setAttribute("tabindex", title.tabIndex < 0 ? "-1" : "0");
  title.focus();
  row.scrollIntoView({ block: "nearest" });
  return undefined;
}

/** In the dialog: the story here, or for one that is only at its site what is known of it. */
function read(row, title) {
  const link = title.matches("a[data-read]") ? title : Object.assign(document.createElement("a"), { href: `/read/${row.dataset.item}/` });
  link.dataset.read = "";
  if (link === title) return title.click();
  link.hidden = true;
  row.append(link);
  link.click();
  link.remove();
  return undefined;
}

// --- The full-screen reader ---

async function show(link) {
  const answer = await fetch(link.href, { headers: { Accept: "text/html", "X-Requested-With": "fetch" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("reading-article");
  if (!answer.ok || !fresh) return location.assign(link.href);
  document.querySelectorAll("[data-article][aria-current]").forEach((each) => each.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
  pane().replaceChildren(...fresh.childNodes);
  pane().closest(".reading").setAttribute("data-has-article", "");
  window.htmx.process(pane());
  pane().scrollTop = 0;
  const head = pane().querySelector("[data-item]");
  const row = link.closest("[data-item]");
  if (head) head.toggleAttribute("data-is-kept", "isKept" in row.dataset);
  pane().focus({ preventScroll: true });
  if (innerWidth < 820) scrollTo(0, 0);
  link.scrollIntoView({ block: "nearest" });
  history.replaceState(null, "", link.href);
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
  return undefined;
}

function close() {
  const frame = document.querySelector(".reading[data-has-article]");
  if (dialog.open) return dialog.close();
  if (!frame) return undefined;
  const back = pane().querySelector("[data-close]")?.href;
  frame.removeAttribute("data-has-article");
  pane().replaceChildren();
  document.querySelector("[data-article][aria-current]")?.focus();
  if (back) history.replaceState(null, "", back);
  return undefined;
}

async function more(step = 1) {
  const link = step > 0 && document.querySelector("[data-more]:not([aria-disabled])");
  if (!link) return;
  link.setAttribute("aria-disabled", "true");
  const answer = await fetch(link.href, { headers: { Accept: "text/html", "X-Requested-With": "fetch" } }).catch(() => null);
  if (!answer?.ok) return link.removeAttribute("aria-disabled");
  const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".reading-rows");
  const known = new Set(rows().map((row) => row.dataset.item));
  const fresh = [...(part?.children ?? [])].filter((row) => !known.has(row.dataset.item));
  link.closest("li").replaceWith(...fresh);
  watch();
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
}

const near = new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting)) more(); }, { rootMargin: "600px" });
function watch() {
  near.disconnect();
  const link = document.querySelector("[data-more]");
  if (link) near.observe(link);
}
watch();

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const row = event.target.closest(".items > .item");
  if (row && event.target.closest("a")) lastItem = row.dataset.item;
  const link = event.target.closest("[data-article], [data-more], [data-step]");
  if (link?.matches("[data-article]")) {
    event.preventDefault();
    wasOpened(link);
    show(link).catch(() => location.assign(link.href));
  } else if (link?.matches("[data-more]")) {
    event.preventDefault();
    more();
  } else if (link && (dialog.open || pane()) && neighbour(Number(link.dataset.step))) {
    event.preventDefault();
    event.stopPropagation();
    go(Number(link.dataset.step));
  } else if (pane() && event.target.closest("#reading-article [data-close]")) {
    event.preventDefault();
    close();
  }
}, { capture: true });

document.addEventListener("change", (event) => event.target.form?.matches("[data-reading-choice]") && event.target.form.requestSubmit());

// --- Single keys ---

/** What s, m and v are about: the story that is open, else the row one is at. */
const subject = () => (dialog.open ? dialog : pane())?.querySelector(".article-head[data-item]") ?? current();

/** A row of a list knows more than the head of an article. */
const isMarked = (item, name) => [...document.querySelectorAll(`[data-item="${CSS.escape(item)}"]`)].some((each) => name in each.dataset);

function toggle(there, back, mark) {
  const thing = subject();
  if (thing) act(thing, isMarked(thing.dataset.item, mark) ? back : there);
}

function openAtSite() {
  const thing = subject();
  const address = thing?.dataset.site ?? thing?.querySelector("a[data-open]")?.href;
  if (!address) return;
  wasOpened(thing);
  window.open(address, "_blank", "noopener,noreferrer");
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  o: () => { const row = current(); if (row && !dialog.open) (pane() ? titleOf(row).click() : read(row, titleOf(row))); },
  s: () => toggle("save", "unsave", "isKept"),
  m: () => toggle("read", "unread", "isRead"),
  v: openAtSite,
  u: close,
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat || event.altKey || event.ctrlKey || event.metaKey) return;
  if (!(event.key in KEYS) || !wantsKeys() || isTyping(event.target)) return;
  // Another dialog has keys of its own.
  if (document.querySelector("dialog[open]") && !(dialog.open && dialog.querySelector(".reader"))) return;
  if (!rows().length && !subject()) return;
  event.preventDefault();
  KEYS[event.key]();
});
