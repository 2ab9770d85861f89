// SortableJS, brought when something is first dragged.
let sortable = null;

export function loadSortable() {
  sortable ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = document.querySelector("[data-sortable]").dataset.sortable;
    script.onload = () => resolve(window.Sortable);
    script.onerror = reject;
    document.head.append(script);
  });
  return sortable;
}
