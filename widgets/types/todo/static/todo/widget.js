// After something is added its words leave the field, which keeps the focus for the next one.

let added = null;

document.addEventListener("submit", (event) => {
  if (event.target.matches(".todo-add")) added = event.target.elements.text;
}, { capture: true });

document.addEventListener("htmx:after:swap", () => {
  if (!added) return;
  const had = added.value;
  const list = added.closest(".panel-body")?.querySelectorAll(".todo-text") ?? [];
  // What was refused stays, to be sent again.
  if ([...list].some((task) => had.trim().startsWith(task.textContent))) added.value = "";
  added = null;
});
