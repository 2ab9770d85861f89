// A change that failed says so; the page stays as it is (htmx swaps no answer of 4xx or 5xx but the forms' own 422).
import { refresh, words } from "./page.js";
import { toast } from "./toast.js";

document.addEventListener("htmx:finally:request", async ({ detail: { ctx } }) => {
  const status = ctx.response?.status ?? 0;
  if (ctx.request.method === "GET" || status === 422 || (status && status < 400)) return;
  if (status === 404) await refresh();
  toast(words(status === 404 ? "gone" : "not-done"), { level: "error" });
});
