// The palette (jump to anything by name) and the shortcuts. A combobox: the focus stays in the field, arrows choose.
import { onPage, words } from "./page.js";

const box = document.getElementById("palette");
const field = box.querySelector("[role=combobox]");
const list = document.getElementById("palette-list");
const status = document.getElementById("palette-status");
const isMac = /mac|iphone|ipad/i.test(navigator.platform);
let opener = null;
let asking = null;
let timer = 0;

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  if (!option) return field.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

async function ask() {
  asking?.abort();
  asking = new AbortController();
  const page = document.querySelector("#edit [name=page]")?.value ?? "";
  const about = new URLSearchParams({ q: field.value.trim(), page });
  try {
    const answer = await fetch(`${box.dataset.address}?${about}`, { signal: asking.signal });
    if (!answer.ok) return;
    list.innerHTML = await answer.text();
  } catch {
    return; // typed on meanwhile, or without a network: Enter still leads to the search page
  }
  choose(options()[0]);
  const count = options().filter((option) => option.id !== "palette-all").length;
  status.textContent = count ? words("found", { count }) : words("found-none");
}

function open() {
  if (box.open) return;
  document.getElementById("dialog").close();
  opener = document.activeElement;
  field.value = "";
  list.replaceChildren();
  choose(null);
  box.showModal();
  field.focus();
  ask();
}

/** Closing gives the focus back first, so that what is opened from here can return it there. */
function go(option) {
  box.close();
  const pressed = option.dataset.press && document.querySelector(`[data-key="${option.dataset.press}"]`);
  (pressed || option).click();
}

field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });

field.addEventListener("keydown", (event) => {
  const all = options();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && all.length) {
    event.preventDefault();
    choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
  } else if (event.key === "Enter" && !event.isComposing && chosen()) {
    event.preventDefault();
    go(chosen());
  }
});

list.addEventListener("pointermove", (event) => {
  const option = event.target.closest("[role=option]");
  if (option && option !== chosen()) choose(option);
});

list.addEventListener("click", (event) => {
  if (!box.open || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const option = event.target.closest("[role=option]");
  if (!option) return;
  event.preventDefault();
  event.stopPropagation();
  go(option);
});

box.addEventListener("click", (event) => {
  if (event.target === box || event.target.closest("[data-palette-close], .palette-foot a")) box.close();
});
box.addEventListener("close", () => {
  asking?.abort();
  clearTimeout(timer);
  if (opener?.isConnected) opener.focus();
});

document.addEventListener("click", (event) => {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (!event.target.closest("[data-jump]")) return;
  event.preventDefault();
  open();
});

// --- Shortcuts ---

const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]:not([contenteditable=false])";
/** The palette's own field keeps the focus for a moment after it was closed: what cannot be seen is not typed into. */
export const isTyping = (target) => target.closest?.(TYPING)?.checkVisibility() ?? false;
export const wantsKeys = () => localStorage.getItem("keys") !== "off";

function pressed(key) {
  if (/^[1-9]$/.test(key)) return document.querySelectorAll(".tabs a.tab:not([data-key])")[key - 1];
  return document.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    if (box.open) box.close();
    else open();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.repeat || event.key.length !== 1 || !wantsKeys()) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const target = pressed(event.key);
  if (!target) return;
  event.preventDefault();
  target.click();
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keys-switch]")) return;
  if (event.target.checked) localStorage.removeItem("keys");
  else localStorage.setItem("keys", "off");
});

onPage(() => {
  document.querySelectorAll("[data-keys-switch]").forEach((box) => { box.checked = wantsKeys(); });
  if (isMac) document.querySelectorAll("kbd[data-mod]").forEach((key) => { key.textContent = `⌘${key.dataset.mod}`; });
});
