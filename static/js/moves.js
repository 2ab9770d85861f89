// Keeping moves: one call after the other, each with the version that the one before it made. What fails is put right.
import { announce, post, refresh, root, version, words } from "./page.js";
import { isSection, placeOf, put, titleOf } from "./places.js";
import { toast } from "./toast.js";

let queue = Promise.resolve();
export const settled = () => queue;
const inTurn = (call, fail) => { queue = queue.then(call).catch(fail); return queue; };

/** Keeps the place where it stands now; `was` is where it came from. */
export function keep(thing, was) {
  const name = isSection(thing) ? `sections/${thing.dataset.section}` : `panels/${thing.dataset.panel}`;
  const place = placeOf(thing);
  // Among panels that share a place as tabs, the server says who belongs together now.
  const isDrawnAnew = isSection(thing) || Boolean(document.querySelector("#page [data-in-tabs]"));
  return inTurn(() => change(`/api/v1/${name}/move/`, place, isDrawnAnew), () => {
    if (thing.isConnected && was.parent.isConnected) put(thing, was.parent, was.next);
    toast(words("not-done"), { level: "error" });
  });
}

/** To another page, which a tab stands for; taken back by a button. */
export function send(panel, tab) {
  const names = { title: titleOf(panel), page: tab.textContent.trim() };
  return inTurn(async () => {
    if (!(await change(`/api/v1/panels/${panel.dataset.panel}/send/`, { page: Number(tab.dataset.tab) }, true))) return;
    announce(words("sent", names));
    toast(words("sent", names), { undo: () => inTurn(takeBack, failed) });
  }, failed);
}

async function takeBack() {
  await change(`/api/v1/pages/${root().dataset.page}/undo/`, {}, true);
}

const failed = () => toast(words("not-done"), { level: "error" });

/** True when it was done. A refusal is said, above the page as it is now. */
async function change(address, body, isDrawnAnew) {
  const answer = await post(address, { version: version(), ...body });
  const told = await answer.json();
  if (!answer.ok) {
    if (answer.status >= 500) throw new Error(String(answer.status));
    await refresh();
    toast({ stale: words("stale"), "not-found": words("gone") }[told.code] ?? told.detail, { level: "error" });
    return false;
  }
  if (isDrawnAnew || root().dataset.template !== undefined) await refresh();
  else adopt((told.page ?? told).version);
  return true;
}

function adopt(now) {
  root().dataset.version = now;
  document.querySelectorAll("input[name=version]").forEach((field) => { field.value = now; });
}
