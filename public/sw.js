/*
 * Keeps the page "no network" in the language that it was registered with (/sw.js?lng=ug) and, for whoever took a day along, one
 * empty shell of the day's page with the files that it needs. Never a signed-in page, never data: those lie sealed elsewhere.
 */
const LANGUAGE = new URL(self.location.href).searchParams.get('lng') ?? '';
const OFFLINE = `/offline?lng=${LANGUAGE}`;
const SHELL = `/day?lng=${LANGUAGE}`;
const KEPT = 'offline-1';
/** Caches of the day's page, each whole: `day-<when>`; the newest counts. */
const DAY = 'day-';
const VISITS = /^\/(m\/[^/]+\/visits(\/.*)?)?$/;
/** After so long without an answer, in ms, the day that lies here is shown. */
const PATIENCE = 8_000;
const AGAIN = 10 * 60_000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((cache) => cache.add(new Request(OFFLINE, { cache: 'reload' })))
      .then(() => self.skipWaiting()),
  );
});

const dayCaches = async () => (await caches.keys()).filter((name) => name.startsWith(DAY)).sort();
const newestDay = async () => (await dayCaches()).at(-1);

self.addEventListener('activate', (event) => {
  const forgetOthers = async () => {
    for (const name of await caches.keys()) if (name !== KEPT && !name.startsWith(DAY)) await caches.delete(name);
    const cache = await caches.open(KEPT);
    for (const request of await cache.keys()) if (!request.url.endsWith(OFFLINE)) await cache.delete(request);
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
    // In another language, or of another version: the day's page comes anew, and until it is whole the old one stays.
    if (await newestDay()) await keepDay().catch(() => undefined);
  };
  event.waitUntil(forgetOthers());
});

const FILES = /\/assets\/[\w.-]+\.(?:json|js|css|woff2|svg)/g;
/** Of what scripts name, the signs; all languages' words and all routes' scripts are named too. */
const SIGNS = /\/assets\/[\w.-]+\.svg/g;
const INSIDE = /url\(["']?(\/assets\/[\w.-]+)/g;

/** Fetches the shell without any cookie, and every file that it names, into a cache of its own; only a whole one takes the place of the last. */
async function keepDay() {
  const answer = await fetch(new Request(SHELL, { credentials: 'omit', cache: 'reload' }));
  if (!answer.ok || answer.redirected) throw new Error('no shell');
  const page = await answer.clone().text();
  const files = new Set(page.match(FILES) ?? []);
  const before = await newestDay();
  const old = before && (await caches.open(before));
  const known = old && (await old.match(SHELL));
  if (known && String((await known.text()).match(FILES)) === String(page.match(FILES))) return;
  const name = DAY + String(Date.now()).padStart(15, '0');
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
        return file.endsWith('.css') ? [...text.matchAll(INSIDE)].map(([, one]) => one) : (text.match(SIGNS) ?? []);
      }),
    );
    await Promise.all([...new Set(inside.flat())].filter((file) => !files.has(file)).map(get));
    await cache.put(SHELL, answer);
  } catch (trouble) {
    await caches.delete(name);
    throw trouble;
  }
  for (const one of await dayCaches()) if (one !== name) await caches.delete(one);
}

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  const work = event.data === 'keep-day' ? keepDay() : event.data === 'forget-day' ? dayCaches().then((names) => Promise.all(names.map((name) => caches.delete(name)))) : null;
  if (work) event.waitUntil(work.then(() => port?.postMessage('done'), () => port?.postMessage('failed')));
});

let lookedAt = 0;
/** A newer version of the page, now and then, while there is a network. */
async function lookForNewer() {
  if (Date.now() - lookedAt < AGAIN || !(await newestDay())) return;
  lookedAt = Date.now();
  await keepDay().catch(() => undefined);
}

const shell = async () => {
  const name = await newestDay();
  return name ? (await caches.open(name)).match(SHELL) : undefined;
};

async function page(event) {
  const { pathname } = new URL(event.request.url);
  if (pathname === '/day') {
    const kept = await shell();
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
  for (const name of (await dayCaches()).reverse()) {
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
