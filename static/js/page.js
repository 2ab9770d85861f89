// The page as the server draws it: its token and version, and how a fresh one takes its place.
export const root = () => document.getElementById("page");
export const version = () => Number(root().dataset.version || 0);
export const csrf = () => document.querySelector("#edit [name=csrfmiddlewaretoken]").value;

export function post(address, body, options = {}) {
  const isForm = body instanceof URLSearchParams;
  return fetch(address, {
    method: "POST",
    body: isForm ? body : JSON.stringify(body),
    headers: {
      "X-CSRFToken": csrf(),
      "X-Requested-With": "fetch",
      "Content-Type": isForm ? "application/x-www-form-urlencoded" : "application/json",
    },
    ...options,
  });
}

/** Draws the page anew where it differs; focus and open menus stay. */
export function refresh() {
  return window.htmx.ajax("GET", location.href, { source: "#page", target: "#page", select: "#page", swap: "outerMorph" });
}

/** Calls back now and after every swap, for whatever new elements came. */
export function onPage(call) {
  call(document);
  document.addEventListener("htmx:after:swap", () => call(document));
}

export function announce(words) {
  document.getElementById("announcer").textContent = words;
}

/** The server's words, with {name} filled in. */
export function words(name, values = {}) {
  const text = document.getElementById("words").content.querySelector(`[data-words="${name}"]`)?.textContent ?? "";
  return text.replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");
}

// What another page answers is no change of this one: such a button sends its form as if there were no script.
document.addEventListener("submit", (event) => {
  if (event.submitter?.matches("[data-plain]")) event.stopPropagation();
}, { capture: true });

// Where it is a change, but its answer is another screen (a page that was made, the first one after the open one went),
// that is the address from now on: else the next news would bring back the screen that one has left.
document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const { url, ok } = ctx.response?.raw ?? {};
  if (ok && ctx.target?.id === "page" && new URL(url).pathname !== location.pathname) ctx.push = "true";
});
