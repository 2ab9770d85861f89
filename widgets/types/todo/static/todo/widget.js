// After something is added its words leave the field, which keeps the focus for the next one.

let added = null;

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".todo-add")) return;
  added = { panel: event.target.closest("[data-panel]").id, words: event.target.elements.text.value };
}, { capture: true });

document.addEventListener("htmx:after:swap", () => {
  const panel = added && document.getElementById(added.panel);
  const field = panel?.querySelector(".todo-add [name=text]");
  if (!field) return;
  // The page may be drawn by another's news first; and what was refused stays, to be sent again.
  const words = added.words.split(/\s+/).filter(Boolean).join(" ");
  const isThere = [...panel.querySelectorAll(".todo-text")].some((task) => words.startsWith(task.textContent));
  if (!isThere) return;
  if (field.value === added.words) field.value = "";
  added = null;
});
