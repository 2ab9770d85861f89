// Ctrl+Z takes back the last change of the page, Ctrl+Shift+Z or Ctrl+Y makes it again; in a text field they are the field's.
import { settled } from "./layout.js";

const TYPED_IN = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

function wanted(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return "";
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "[data-redo]" : "[data-undo]";
  return key === "y" && !event.shiftKey ? "[data-redo]" : "";
}

document.addEventListener("keydown", async (event) => {
  const button = wanted(event);
  if (!button || event.defaultPrevented || event.repeat || event.target.closest?.(TYPED_IN)) return;
  if (document.querySelector("dialog[open]") || !document.querySelector(button)) return;
  event.preventDefault();
  await settled(); // a move that is still under way is what one wants to undo
  document.querySelector(button)?.click();
});
