// Keeps the hosted page usable without network. Files carry their content's hash, so what is kept never goes stale; a
// new build fills a cache of its own and takes over when the pages of the old one are closed, or when the person asks.

const KEPT = `celan ${BUILD.version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(BUILD.files)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) => {
      const old = names.filter((name) => name.startsWith("celan ") && name !== KEPT);
      return Promise.all(old.map((name) => caches.delete(name)));
    }),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).origin !== self.location.origin) return;
  event.respondWith(answer(event.request));
});

async function answer(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request, { ignoreSearch: request.mode === "navigate" });
  if (kept) return kept;
  const response = await fetch(request);
  // Parts of a corpus that were read once are there without network too; where there is no room for them they are not.
  if (response.ok && request.url.endsWith(".part")) cache.put(request, response.clone()).catch(() => {});
  return response;
}
