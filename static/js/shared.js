// A shared page stays up to date: a source's news in its panels, until its owner takes the page back.
import "./when.js";
import "./panel-tabs.js";

const root = document.getElementById("page");
const stream = new EventSource(root.dataset.live);

async function draw(panel) {
  const answer = await fetch(`${root.dataset.panels}${panel.dataset.panel}/`);
  if (answer.status === 404) return location.reload();
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".panel");
  if (fresh && panel.isConnected) panel.replaceWith(fresh);
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
}

stream.addEventListener("source", (event) => {
  const { id, version } = JSON.parse(event.data);
  for (const panel of document.querySelectorAll("[data-sources]")) {
    const shown = panel.dataset.sources.split(" ").find((pair) => pair.startsWith(`${id}:`));
    if (shown && Number(shown.split(":")[1]) < version) draw(panel).catch(() => {});
  }
});
stream.addEventListener("open", () => { document.documentElement.dataset.stream = "open"; });
stream.addEventListener("gone", () => { stream.close(); location.reload(); });
document.documentElement.dataset.js = "";
