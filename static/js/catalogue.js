// The catalogue by keyboard: down from the search into what was found, arrows along it, Escape back to the words.
const field = () => document.querySelector("input[data-finds]");
const results = () => [...document.querySelectorAll("#found [data-result]")].filter((each) => each.checkVisibility());

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  const isField = event.target === field();
  const card = event.target.closest?.("#found .card, #found .kind");
  if (!field() || !(isField || card)) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const all = results();
    const at = card ? all.findIndex((each) => card.contains(each)) : -1;
    const next = all[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next && isField) return;
    event.preventDefault();
    (next ?? (at <= 0 ? field() : all[at])).focus();
  } else if (event.key === "Escape" && card) {
    event.preventDefault();
    field().focus();
    field().select();
  }
});
