/* Keeps one page, "no network", in the language that it was registered with (/sw.js?lng=ug). Never a signed-in page, never data. */
const OFFLINE = `/offline?lng=${new URL(self.location.href).searchParams.get('lng') ?? ''}`;
const KEPT = 'offline-1';

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((cache) => cache.add(new Request(OFFLINE, { cache: 'reload' })))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  const forgetOthers = async () => {
    for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name);
    const cache = await caches.open(KEPT);
    for (const request of await cache.keys()) if (!request.url.endsWith(OFFLINE)) await cache.delete(request);
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  };
  event.waitUntil(forgetOthers());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.mode !== 'navigate' || request.method !== 'GET') return;
  const answer = async () => (await event.preloadResponse) ?? fetch(request);
  event.respondWith(answer().catch(async () => (await caches.match(OFFLINE)) ?? Response.error()));
});
