// The theme switch: the colours change at once, the server remembers them; the for-you panel stays as it was folded.
import { onPage, post } from "./page.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-switch]");
  if (!button) return;
  event.preventDefault();
  const chosen = button.value;
  const order = ["system", "light", "dark"];
  document.documentElement.dataset.theme = chosen;
  button.value = order[(order.indexOf(chosen) + 1) % 3];
  const use = button.querySelector("use");
  const sign = { system: "sun-moon", light: "sun", dark: "moon" }[chosen];
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${sign}`));
  post("/settings/theme/", new URLSearchParams({ theme: chosen }), { keepalive: true, redirect: "manual" });
});

// Dark from sunset on: the sheet of the sun says when the light changes (`--sun: "light 1764000000 dark …"`, in seconds).
let timer;

function followSun() {
  clearTimeout(timer);
  const root = document.documentElement;
  const said = getComputedStyle(root).getPropertyValue("--sun").replace(/"/g, "").trim().split(/\s+/);
  if (root.dataset.theme !== "sunset" || said.length < 2) {
    delete root.dataset.sun;
    return;
  }
  let mode = said[0];
  let next = Infinity;
  for (let i = 0; i < said.length; i += 2) {
    const moment = Number(said[i + 1]) * 1000;
    if (moment <= Date.now()) mode = said[i];
    else { next = moment; break; }
  }
  root.dataset.sun = mode;
  // At least once an hour: a laptop that slept through the sunset still finds out.
  timer = setTimeout(next === Infinity ? askSun : followSun, Math.min(next - Date.now(), 3600000));
}

function askSun() {
  const sheet = document.querySelector('[data-look-sheet][href*="/theme/sun/"]');
  if (!sheet) return;
  sheet.addEventListener("load", followSun, { once: true });
  sheet.href = `${sheet.href.split("?")[0]}?${Math.floor(Date.now() / 1000)}`;
}

followSun();
document.addEventListener("visibilitychange", () => { if (!document.hidden) followSun(); });
document.addEventListener("look:changed", followSun);

onPage(() => {
  const fold = document.querySelector("[data-fold]");
  if (!fold || fold.dataset.minded) return;
  fold.dataset.minded = "";
  const isWide = matchMedia("(min-width: 1200px)");
  fold.checked = isWide.matches && localStorage.getItem("for-you") === "folded";
  fold.addEventListener("change", () => {
    if (isWide.matches) localStorage.setItem("for-you", fold.checked ? "folded" : "open");
  });
});
