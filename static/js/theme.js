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
