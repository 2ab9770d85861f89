// What one does with a story: opening is told quietly; reading, saving and hiding happen at once and can be taken back.
import { post, words } from "./page.js";
import { toast } from "./toast.js";

const OPPOSITE = {
  save: "unsave", unsave: "save", hide: "unhide", more: "unmore", less: "unless", read: "unread", unread: "read",
};
const about = (element) => element.closest("[data-item]")?.dataset ?? {};

const waiting = [];
let timer = 0;

/** Events leave together, a second later or when the page is left. */
export function tell(kind, { item, place = "panel", position }) {
  waiting.push({
    kind,
    item: Number(item),
    place,
    position: position === undefined ? null : Number(position),
    request_id: crypto.randomUUID?.() ?? null,
  });
  timer ||= setTimeout(send, 1000);
}

async function send() {
  clearTimeout(timer);
  timer = 0;
  const events = waiting.splice(0, 50);
  // Nothing is kept about a visitor: the portal has nobody to keep it for.
  if (events.length && document.getElementById("page").dataset.person !== undefined) {
    await post("/api/v1/events/", { events }, { keepalive: true }).catch(() => {});
  }
}

addEventListener("pagehide", send);
document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });

/** Wherever these stories stand, they are read or unread now, and the counts of their panels say so. */
export function markRead(items, isRead) {
  const changed = new Set();
  for (const item of items) {
    for (const row of document.querySelectorAll(`[data-item="${CSS.escape(item)}"]`)) {
      row.toggleAttribute("data-is-read", isRead);
      changed.add(row.closest(".panel"));
    }
  }
  changed.forEach((panel) => panel && count(panel));
}

function count(panel) {
  const sign = panel.querySelector("[data-unread]");
  if (!sign) return;
  const unread = panel.querySelectorAll(".item:not([data-is-read], [hidden])").length;
  const digits = new RegExp(sign.dataset.unread, "g");
  sign.hidden = !unread;
  sign.title = sign.title.replace(digits, unread);
  for (const part of sign.children) part.textContent = part.textContent.replace(digits, unread);
  sign.dataset.unread = unread;
}

/** Opened here or at its site: told, and read from now on. */
export function wasOpened(element) {
  const data = about(element);
  if (!data.item) return;
  tell("open", data);
  if (document.getElementById("page").dataset.person !== undefined) markRead([data.item], true);
}

function opened(event) {
  if (event.button > 1) return;
  const link = event.target.closest("a[data-open], a[data-read]");
  if (link) wasOpened(link);
}
document.addEventListener("click", opened, { capture: true });
document.addEventListener("auxclick", opened);

/** Does it, shows it at once, and offers the way back. */
export async function act(row, verb) {
  const { item, place = "panel" } = row.dataset;
  const isListed = !row.querySelector("[data-close]");
  // Whoever leaves the page at once has pressed all the same.
  const say = (name) => post(`/items/${item}/${name}/`, new URLSearchParams({ place }), { keepalive: true });
  const show = (name) => {
    if (name === "read" || name === "unread") markRead([item], name === "read");
    if ((name === "hide" || name === "less") && isListed) row.hidden = true;
    if (name === "unhide" || name === "unless") row.hidden = false;
    if (name === "save" || name === "unsave") row.toggleAttribute("data-is-kept", name === "save");
  };
  show(verb);
  if ((verb === "hide" || verb === "less") && !isListed) document.getElementById("dialog").close();
  // What was opened is read; told after "unread", it would undo that.
  if (verb === "unread") await send();
  const answer = await say(verb).catch(() => null);
  if (!answer?.ok) {
    show(OPPOSITE[verb] ?? "unhide");
    toast(words("not-done"), { level: "error" });
    return;
  }
  const undo = OPPOSITE[verb] && (() => { show(OPPOSITE[verb]); say(OPPOSITE[verb]); });
  toast(words(verb), { undo: undo || undefined });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-verb]");
  const row = button?.closest("[data-item]");
  if (!row) return;
  event.preventDefault();
  button.closest("details")?.removeAttribute("open");
  act(row, verbOf(button, row));
});

/** A button that goes both ways does what the row is not yet. */
function verbOf(button, row) {
  const isDone = { read: "isRead", save: "isKept" }[button.dataset.verb];
  return isDone && isDone in row.dataset ? OPPOSITE[button.dataset.verb] : button.dataset.verb;
}

/** The row that one points at, or comes to by keyboard, gets its buttons. */
function offer(event) {
  const row = event.target.closest?.(".items > .item");
  const buttons = document.getElementById("item-verbs");
  if (!row || !buttons || row.querySelector(".item-verbs")) return;
  const fresh = buttons.content.cloneNode(true);
  const link = fresh.querySelector("[data-of-item]");
  link?.setAttribute("href", link.getAttribute("href") + row.dataset.item);
  row.append(fresh);
}
document.addEventListener("pointerover", offer);
document.addEventListener("focusin", offer);
