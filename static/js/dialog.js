// Forms and stories in place: a link with data-dialog or data-read opens its own page in the dialog.
import { announce, words } from "./page.js";

const dialog = document.getElementById("dialog");
let opener = null;

/** Style sheets that dialogs asked for: address to when it is there. One that failed is asked for again the next time. */
const sheets = new Map();

function load(href) {
  return new Promise((done) => {
    const link = document.createElement("link");
    const fail = () => { sheets.delete(href); link.remove(); done(); };
    Object.assign(link, { rel: "stylesheet", href, onload: done, onerror: fail });
    document.head.append(link);
  });
}

/** Waits for the style sheets that this page lacks and that one has: what a screen or a kind brings along. */
function dress(page) {
  const here = [...document.querySelectorAll("link[rel=stylesheet]")].map((sheet) => sheet.href);
  const wanted = [...page.querySelectorAll("link[rel=stylesheet]:not([data-look-sheet])")].map((sheet) => sheet.href);
  wanted.filter((href) => !here.includes(href)).forEach((href) => sheets.set(href, load(href)));
  return Promise.all(wanted.map((href) => sheets.get(href)));
}

async function open(link) {
  const answer = await fetch(link.href, { headers: { Accept: "text/html", "X-Requested-With": "fetch" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const content = page.getElementById("content");
  if (!answer.ok || !content) return location.assign(link.href);
  await dress(page);
  // One that is not to be seen (in the palette, which has just closed) cannot take the focus back.
  // And one in the dialog itself goes with the story that it leads away from.
  if (!dialog.contains(link)) opener = link.checkVisibility?.() === false ? (dialog.open ? opener : document.activeElement) : link;
  dialog.setAttribute("aria-label", content.querySelector("h1")?.textContent ?? "");
  dialog.replaceChildren(...content.children);
  window.htmx.process(dialog);
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  const field = dialog.querySelector("input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea");
  (field ?? dialog.querySelector("[data-close]"))?.focus();
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = event.target.closest("a[data-dialog], a[data-read]");
  if (link) {
    event.preventDefault();
    open(link).catch(() => location.assign(link.href));
    return;
  }
  const close = event.target.closest("[data-close]");
  if (close && dialog.open) {
    if (close.tagName === "A") event.preventDefault();
    dialog.close();
  } else if (event.target === dialog) {
    dialog.close();
  }
});

dialog.addEventListener("close", () => {
  dialog.querySelector("[data-preview]")?.remove();
  if (opener?.isConnected) opener.focus();
});

// A kept form answers with the page: the dialog has done its work.
document.addEventListener("htmx:after:swap", (event) => {
  if (!dialog.open || !event.detail?.ctx || dialog.querySelector(".reader")) return;
  if (event.detail.ctx.response?.status === 422) announce(words("look-again"));
  else if (dialog.contains(event.detail.ctx.sourceElement) && event.detail.ctx.target?.id === "page") dialog.close();
});
