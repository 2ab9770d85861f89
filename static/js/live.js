// What changes elsewhere arrives here: a source's news in its panels, a new for-you list, a page arranged on another device.
import { markRead } from "./items.js";
import { onPage, refresh, root, version, words } from "./page.js";
import { toast } from "./toast.js";

const POLL_SECONDS = 60;

let stream = null;
let address = "";
let failures = 0;

function connect() {
  const wanted = root().dataset.live;
  if (!wanted || wanted === address) return;
  address = wanted;
  stream?.close();
  stream = new EventSource(address);
  stream.addEventListener("open", () => {
    if (failures) catchUp();
    failures = 0;
    document.documentElement.dataset.stream = "open";
  });
  stream.addEventListener("error", again);
  stream.addEventListener("source", (event) => hearSource(JSON.parse(event.data)));
  stream.addEventListener("for-you", () => quietly("for-you", document.getElementById("for-you"), drawForYou));
  stream.addEventListener("tabs", (event) => hearTabs(JSON.parse(event.data)));
  stream.addEventListener("marks", (event) => { const { items, read } = JSON.parse(event.data); markRead(items, read); });
  // Our own press announces itself too; its answer brings the page a moment later.
  stream.addEventListener("reading", () => setTimeout(() => quietly("page", root(), refresh), 800));
  stream.addEventListener("page", (event) => hearPage(JSON.parse(event.data)));
}

/** The browser tries again by itself after a lost connection; after a refusal only we do, with a fresh page's token. */
function again() {
  failures += 1;
  if (stream.readyState !== EventSource.CLOSED) return;
  address = "";
  setTimeout(catchUp, Math.min(5 * 2 ** failures, POLL_SECONDS) * 1000);
}

/** After a silence: look once at the page as it is now. Its arrival connects anew. */
const catchUp = () => quietly("page", root(), refresh);

/** Where no stream can be had (a proxy, an old network), looking now and then must do. */
setInterval(() => {
  if (root().dataset.live && stream?.readyState !== EventSource.OPEN) catchUp();
}, POLL_SECONDS * 1000);

function hearSource({ id, version: newest }) {
  for (const panel of document.querySelectorAll("[data-sources]")) {
    const shown = panel.dataset.sources.split(" ").find((pair) => pair.startsWith(`${id}:`));
    if (shown && Number(shown.split(":")[1]) < newest) {
      quietly(panel.id, panel, () => drawPanel(panel.dataset.panel));
    }
  }
}

function hearPage({ id, version: newest }) {
  if (Number(root().dataset.page) !== id || newest <= version()) return;
  // Our own change announces itself too; its answer brings the version a moment later.
  setTimeout(() => {
    if (newest <= version()) return;
    quietly("page", root(), async () => {
      await refresh();
      toast(words("elsewhere"));
    });
  }, 800);
}

/** The tabs are different: one has another name, place or role. A page that is not among them has been removed. */
function hearTabs({ pages }) {
  // Our own change announces itself too, and its answer brings the tabs a moment later.
  setTimeout(() => {
    const isGone = root().dataset.page && root().dataset.template === undefined && !pages.includes(Number(root().dataset.page));
    quietly("tabs", root(), async () => {
      await (isGone ? goHome() : refresh());
      if (isGone) toast(words("page-gone"), { level: "error" });
    });
  }, 800);
}

async function goHome() {
  history.replaceState(null, "", "/");
  await refresh();
}

const IN_HAND = `.lifted, .sortable-chosen, details.menu[open], [aria-expanded="true"][data-menu], #for-you:hover,
  :is(input:not([type=checkbox]), textarea, select):focus`;

/** What the person has in hand: a lifted panel, an open menu, the place where they type, the list under their pointer. */
function isBusy(element) {
  if (!element) return false;
  if (element === root()) return Boolean(element.querySelector(IN_HAND));
  const hasFocus = element.contains(document.activeElement);
  const isUnderPointer = element.id === "for-you" && element.matches(":hover");
  return hasFocus || isUnderPointer || Boolean(element.querySelector('details.menu[open], [aria-expanded="true"][data-menu]'));
}

/** Never under the focus (nor, for suggestions, under the pointer): waits until the person looks elsewhere. */
const pending = new Map();
function quietly(name, element, draw) {
  if (pending.has(name)) return;
  const attempt = () => {
    if (document.hidden || isBusy(element)) return;
    clearInterval(pending.get(name));
    pending.delete(name);
    draw();
  };
  pending.set(name, setInterval(attempt, 700));
  attempt();
}

// Each place asks for itself: requests of one element queue up, and all but the first that wait are dropped.
const redraw = (place, path, options) => window.htmx.ajax("GET", path, { source: place, target: place, ...options });
const drawPanel = (id) => {
  const editing = root().dataset.edit === undefined ? "" : "?edit=1";
  return redraw(`#panel-${id}`, `/panels/${id}/${editing}`, { swap: "outerMorph" });
};
const drawForYou = () => {
  if (!document.getElementById("for-you-list")) return;
  return redraw("#for-you-list", "/for-you/", { select: "#for-you-list", swap: "outerMorph ignoreTitle:true" });
};

onPage(connect);
addEventListener("pagehide", () => { stream?.close(); address = ""; });
addEventListener("pageshow", (event) => { if (event.persisted) { connect(); catchUp(); } });
document.addEventListener("visibilitychange", () => { if (!document.hidden && failures) catchUp(); });
