/*
 * Keeps the page "no network" in the language that it was registered with (/sw.js?lng=ug) and, for whoever took a day along or set
 * a shop's phone up, one empty shell of that page with the files that it needs. Never a signed-in page, never data: those lie elsewhere.
 */
const LANGUAGE = new URL(self.location.href).searchParams.get('lng') ?? '';
const OFFLINE = `/offline?lng=${LANGUAGE}`;
/** What a locked phone shows of a push: the push itself carries nothing. */
const WORDS = `/push-words?lng=${LANGUAGE}`;
const KEPT = 'offline-1';
/** Pages kept for the time without a network; caches of each, whole ones only: `day-<when>`; the newest counts. */
const SHELLS = { day: `/day?lng=${LANGUAGE}`, counter: `/counter?lng=${LANGUAGE}` };
const PAGES = Object.keys(SHELLS);
const VISITS = /^\/(m\/[^/]+\/visits(\/.*)?)?$/;
/** After so long without an answer, in ms, the day that lies here is shown. */
const PATIENCE = 8_000;
const AGAIN = 10 * 60_000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((cache) => cache.addAll([OFFLINE, WORDS].map((one) => new Request(one, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  );
});

const cachesOf = async (page) => (await caches.keys()).filter((name) => name.startsWith(`${page}-`)).sort();
const newestOf = async (page) => (await cachesOf(page)).at(-1);
const newestDay = () => newestOf('day');

self.addEventListener('activate', (event) => {
  const forgetOthers = async () => {
    for (const name of await caches.keys()) if (name !== KEPT && !PAGES.some((page) => name.startsWith(`${page}-`))) await caches.delete(name);
    const cache = await caches.open(KEPT);
    for (const request of await cache.keys()) if (![OFFLINE, WORDS].some((one) => request.url.endsWith(one))) await cache.delete(request);
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
    // In another language, or of another version: the page comes anew, and until it is whole the old one stays.
    for (const page of PAGES) if (await newestOf(page)) await keep(page).catch(() => undefined);
  };
  event.waitUntil(forgetOthers());
});

const FILES = /\/assets\/[\w.-]+\.(?:json|js|css|woff2|svg)/g;
/** Of what scripts name, the signs and what reads a code; all languages' words and all routes' scripts are named too. */
const SIGNS = /\/?assets\/(?:[\w.-]+\.svg|jsQR-[\w-]+\.js)/g;
const INSIDE = /url\(["']?(\/assets\/[\w.-]+)/g;

/** Fetches the shell without any cookie, and every file that it names, into a cache of its own; only a whole one takes the place of the last. */
async function keep(page) {
  const shell = SHELLS[page];
  const answer = await fetch(new Request(shell, { credentials: 'omit', cache: 'reload' }));
  if (!answer.ok || answer.redirected) throw new Error('no shell');
  const markup = await answer.clone().text();
  const files = new Set(markup.match(FILES) ?? []);
  const before = await newestOf(page);
  const old = before && (await caches.open(before));
  const known = old && (await old.match(shell));
  if (known && String((await known.text()).match(FILES)) === String(markup.match(FILES))) return;
  const name = `${page}-` + String(Date.now()).padStart(15, '0');
  const cache = await caches.open(name);
  try {
    const get = async (file) => {
      const here = (await old?.match(file)) ?? (await fetch(new Request(file, { credentials: 'omit' })));
      if (!here.ok) throw new Error(file);
      await cache.put(file, here.clone());
      return here;
    };
    const inside = await Promise.all(
      [...files].map(async (file) => {
        const text = /\.(css|js)$/.test(file) ? await (await get(file)).text() : (await get(file), '');
        return file.endsWith('.css') ? [...text.matchAll(INSIDE)].map(([, one]) => one) : (text.match(SIGNS) ?? []).map((file) => file.replace(/^a/, '/a'));
      }),
    );
    await Promise.all([...new Set(inside.flat())].filter((file) => !files.has(file)).map(get));
    await cache.put(shell, answer);
  } catch (trouble) {
    await caches.delete(name);
    throw trouble;
  }
  for (const one of await cachesOf(page)) if (one !== name) await caches.delete(one);
}

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  const [what, page] = String(event.data).split('-');
  const known = PAGES.includes(page);
  const work = known && what === 'keep' ? keep(page) : known && what === 'forget' ? cachesOf(page).then((names) => Promise.all(names.map((name) => caches.delete(name)))) : null;
  if (work) event.waitUntil(work.then(() => port?.postMessage('done'), () => port?.postMessage('failed')));
});

let lookedAt = 0;
/** A newer version of the pages, now and then, while there is a network. */
async function lookForNewer() {
  if (Date.now() - lookedAt < AGAIN) return;
  lookedAt = Date.now();
  for (const page of PAGES) if (await newestOf(page)) await keep(page).catch(() => undefined);
}

const shellOf = async (page) => {
  const name = await newestOf(page);
  return name ? (await caches.open(name)).match(SHELLS[page]) : undefined;
};

async function page(event) {
  const { pathname } = new URL(event.request.url);
  const own = PAGES.find((one) => pathname === `/${one}`);
  if (own) {
    const kept = await shellOf(own);
    if (kept) {
      event.waitUntil(lookForNewer());
      return kept;
    }
  }
  const ask = async () => (await event.preloadResponse) ?? fetch(event.request);
  const toDay = VISITS.test(pathname) && (await newestDay()) ? () => Response.redirect('/day', 302) : null;
  try {
    const late = toDay && new Promise((done) => setTimeout(() => done(toDay()), PATIENCE));
    const answer = await (late ? Promise.race([ask(), late]) : ask());
    event.waitUntil(lookForNewer());
    return answer;
  } catch {
    if (toDay) return toDay();
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}

async function file(request) {
  for (const name of (await Promise.all(PAGES.map(cachesOf))).flat().reverse()) {
    const kept = await (await caches.open(name)).match(request, { ignoreVary: true });
    if (kept) return kept;
  }
  return fetch(request);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (new URL(request.url).pathname.startsWith('/assets/')) event.respondWith(file(request));
});

/** "One new", in this phone's language; several are one. Pressing it opens the portal, where it can be read. */
self.addEventListener('push', (event) => {
  const show = async () => {
    const kept = (await caches.match(WORDS)) ?? (await fetch(WORDS));
    const { title, ...words } = await kept.json();
    await self.registration.showNotification(title, { ...words, tag: 'new', renotify: true, icon: '/icon-192.png' });
  };
  event.waitUntil(show());
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const open = async () => {
    const [window] = await self.clients.matchAll({ type: 'window' });
    await (window ? window.focus() : self.clients.openWindow('/'));
  };
  event.waitUntil(open());
});
