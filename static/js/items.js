// What one does with a story: opening is told quietly, saving and hiding happen at once and can be taken back.
import { post, words } from "./page.js";
import { toast } from "./toast.js";

const OPPOSITE = { save: "unsave", unsave: "save", hide: "unhide", more: "unmore", less: "unless" };
const about = (element) => element.closest("[data-item]")?.dataset ?? {};

let waiting = [];
let timer = 0;

/** Events leave together, a second later or when the page is left. */
function tell(kind, { item, place = "panel", position }) {
  waiting.push({
    kind,
    item: Number(item),
    place,
    position: position === undefined ? null : Number(position),
    request_id: crypto.randomUUID?.() ?? null,
  });
  timer ||= setTimeout(send, 1000);
}

function send() {
  clearTimeout(timer);
  timer = 0;
  // Nothing is kept about a visitor: the portal has nobody to keep it for.
  if (waiting.length && document.getElementById("page").dataset.person !== undefined) {
    post("/api/v1/events/", { events: waiting.splice(0, 50) }, { keepalive: true }).catch(() => {});
  }
  waiting = [];
}

addEventListener("pagehide", send);
document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });

function opened(event) {
  if (event.button > 1) return;
  const link = event.target.closest("a[data-open], a[data-read]");
  const data = link && about(link);
  if (data?.item) tell("open", data);
}
document.addEventListener("click", opened, { capture: true });
document.addEventListener("auxclick", opened);

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-verb]");
  const row = button?.closest("[data-item]");
  if (!row) return;
  event.preventDefault();
  const { item, place = "panel" } = row.dataset;
  const verb = button.dataset.verb;
  const isListed = !row.querySelector("[data-close]");
  // Whoever leaves the page at once has pressed all the same.
  const act = (name) => post(`/items/${item}/${name}/`, new URLSearchParams({ place }), { keepalive: true });
  button.closest("details")?.removeAttribute("open");
  if (verb === "hide" || verb === "less") {
    if (isListed) row.hidden = true;
    else document.getElementById("dialog").close();
  }
  const answer = await act(verb).catch(() => null);
  if (!answer?.ok) {
    row.hidden = false;
    toast(words("not-done"), { level: "error" });
    return;
  }
  const takeBack = OPPOSITE[verb] && (() => act(OPPOSITE[verb]).then(() => { row.hidden = false; }));
  toast(words(verb), { undo: takeBack || undefined });
});

/** The row that one points at, or comes to by keyboard, gets its buttons. */
function offer(event) {
  const row = event.target.closest?.(".items > .item");
  const buttons = document.getElementById("item-verbs");
  if (row && buttons && !row.querySelector(".item-verbs")) row.append(buttons.content.cloneNode(true));
}
document.addEventListener("pointerover", offer);
document.addEventListener("focusin", offer);
