// The service worker: the network first; without one, the last copy of that person's page, with a word about its age.
// self.FOYER = {version, offline, files} stands above (portal/offline/views.py).
const SHELL = `foyer-shell-${self.FOYER.version}`;
const PAGES = "foyer-pages";
const MOST = 30;
const READABLE = /^\/($|p\/|saved\/|read\/|for-you\/)/;
const WHOSE = "/whose-pages-these-are";

self.addEventListener("install", (event) => {
  const files = [self.FOYER.offline, ...self.FOYER.files].map((file) => new Request(file, { credentials: "omit" }));
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(files)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("foyer-shell-") && name !== SHELL;
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method !== "GET") {
    // Signing in and out: what was kept may be another person's in a moment.
    if (url.pathname.startsWith("/accounts/")) event.waitUntil(caches.delete(PAGES));
  } else if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (/^\/static\/.*\.[0-9a-f]{12}\./.test(url.pathname)) event.respondWith(file(event, true));
  else if (/^\/(static|theme)\//.test(url.pathname)) event.respondWith(file(event, false));
});

async function page(event, url) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keep(url, answer.clone()));
    return answer;
  } catch {
    return await lastCopy(url) ?? await caches.match(self.FOYER.offline) ?? Response.error();
  }
}

/** Keeps a page of a person; nothing of anybody else stays beside it. */
async function keep(url, answer) {
  const whose = answer.headers.get("Foyer-Person");
  if (!whose) return;
  let cache = await caches.open(PAGES);
  const before = await (await cache.match(WHOSE))?.text();
  if (before !== whose) {
    await caches.delete(PAGES);
    cache = await caches.open(PAGES);
    await cache.put(WHOSE, new Response(whose));
  }
  const isPrivate = /no-store/.test(answer.headers.get("Cache-Control") ?? "");
  if (!answer.ok || answer.redirected || isPrivate || url.search || !READABLE.test(url.pathname)) return;
  const headers = new Headers(answer.headers);
  ["Content-Encoding", "Content-Length", "Set-Cookie", "ETag"].forEach((name) => headers.delete(name));
  headers.set("Foyer-Kept", new Date().toISOString());
  await cache.delete(url.pathname);
  await cache.put(url.pathname, new Response(await answer.blob(), { headers }));
  const kept = (await cache.keys()).filter((request) => !request.url.endsWith(WHOSE));
  await Promise.all(kept.slice(0, Math.max(0, kept.length - MOST)).map((request) => cache.delete(request)));
}

/** The page as it was, saying so. */
async function lastCopy(url) {
  const kept = await (await caches.open(PAGES)).match(url.pathname);
  if (!kept) return undefined;
  const moment = kept.headers.get("Foyer-Kept");
  const html = (await kept.text())
    .replace("<html ", `<html data-offline="${moment}" `)
    .replace('datetime="" data-kept', `datetime="${moment}" data-when`);
  return new Response(html, { headers: kept.headers });
}

async function file(event, isForEver) {
  const known = isForEver ? await caches.match(event.request) : undefined;
  if (known) return known;
  try {
    const answer = await fetch(event.request);
    if (answer.ok) {
      const copy = answer.clone();
      event.waitUntil(caches.open(SHELL).then((cache) => cache.put(event.request, copy)));
    }
    return answer;
  } catch {
    return await caches.match(event.request, { ignoreSearch: true }) ?? Response.error();
  }
}
