// Arranging by hand. What does it comes when the page is there, or with the first sign of a hand; no key is lost meanwhile.
import { root, version } from "./page.js";

let isThere = false;
const early = [];

async function bringKeys() {
  await Promise.all([import("./grab.js"), import("./swaps.js")]);
  isThere = true;
  for (const { target, key } of early.splice(0)) {
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }
}

document.addEventListener("keydown", (event) => {
  if (isThere || event.altKey || event.ctrlKey || event.metaKey || !event.target.closest?.("[data-grip]")) return;
  if (event.key !== " " && event.key !== "Enter" && !event.key.startsWith("Arrow")) return;
  event.preventDefault();
  early.push(event);
});

/** When the moves that are under way are kept. */
export const settled = async () => (await import("./moves.js")).settled();

// Who presses a button again, or right after a move, goes on from what that made: not refused as from another device.
// What was drawn apart from the page, on a panel's own screen or in a dialog, says which version it was drawn with: what
// changed meanwhile has not been seen there.
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const { body } = ctx.request;
  if (!(body instanceof URLSearchParams && body.has("version"))) return;
  if (!("version" in root().dataset) || ctx.sourceElement.closest("#dialog")) return;
  ctx.fetch = async (...call) => {
    await settled();
    body.set("version", version());
    return fetch(...call);
  };
});

if (document.readyState === "complete") bringKeys();
else addEventListener("load", bringKeys);
for (const sign of ["pointermove", "touchstart"]) addEventListener(sign, () => import("./drag.js"), { once: true, passive: true });
