// Keeps the service worker, and says calmly when there is no network; a page from the cupboard is drawn anew when there is one.
const root = document.documentElement;
const isKept = Boolean(root.dataset.offline);

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/worker.js").catch(() => {});

addEventListener("offline", () => { root.dataset.offline ??= "now"; });
addEventListener("online", () => {
  const isTyping = document.activeElement?.matches("input, textarea, select, [contenteditable]");
  if (isKept && !isTyping) location.reload();
  else if (!isKept) delete root.dataset.offline;
});
