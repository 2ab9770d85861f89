// Notices: they leave after ten seconds, not while they are read or touched.
import { onPage, words } from "./page.js";

const SECONDS = 10;

function mind(toast) {
  if (toast.dataset.minded) return;
  toast.dataset.minded = "";
  let left = setTimeout(() => toast.remove(), SECONDS * 1000);
  for (const stay of ["pointerenter", "focusin"]) toast.addEventListener(stay, () => clearTimeout(left));
  for (const go of ["pointerleave", "focusout"]) {
    toast.addEventListener(go, () => { left = setTimeout(() => toast.remove(), SECONDS * 1000); });
  }
}

export function toast(text, { undo, level = "success" } = {}) {
  const made = document.createElement("div");
  made.className = "toast";
  made.dataset.level = level;
  made.append(Object.assign(document.createElement("p"), { textContent: text }));
  if (undo) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: words("undo") });
    button.addEventListener("click", () => { made.remove(); undo(); });
    made.append(button);
  }
  document.getElementById("toasts").append(made);
  mind(made);
}

onPage(() => document.querySelectorAll("[data-toast]").forEach(mind));

document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.closest(".toast").remove();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});
