/**
 * Measures in a process of its own, which runs the built portal as server.js does: a test runner's transformed modules would cost too.
 * Standard input: `{buildDirectory, people: {name: cookie}, unlinked: [path]}`; standard output: one JSON line.
 */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { text } from 'node:stream/consumers';
import { createRequestHandler } from '@remix-run/node';
import { matchRoutes } from '@remix-run/react';
import { helloHandler } from './hello.mjs';
import { cpuOf } from './measuring.mjs';

// Who started it has gone: so does this.
process.once('disconnect', () => process.exit(1));
const { buildDirectory, people, unlinked } = /** @type {{buildDirectory: string, people: Record<string, string>, unlinked: string[]}} */ (JSON.parse(await text(process.stdin)));
const build = await import(pathToFileURL(join(buildDirectory, 'server', 'index.js')).href);
const { branchesOf, house, readEnv, startPortal } = build.entry.module;
const env = readEnv(process.env);
const portal = await startPortal({ env, version: 'bench', build, buildDirectory, server: createServer(), house, say: () => {} });
await portal.ready;

/** What the loaders of one page gave, by route; while it is replayed, they give it again without asking anybody. */
let kept = /** @type {Map<string, unknown>} */ (new Map());
let replaying = false;
/** @param {any} route */
const keeping = ({ loader, ...route }) => ({
  ...route,
  ...(loader && {
    loader: async (/** @type {any} */ args) => {
      if (!replaying) kept.set(route.id, await loader(args));
      return kept.get(route.id);
    },
  }),
});
/** The build with loaders that can be replayed. */
const keptBuild = { ...build, routes: Object.fromEntries(Object.entries(build.routes).map(([id, /** @type {any} */ route]) => [id, { ...route, module: { ...keeping({ id, ...route.module }) } }])) };

const branchAt = branchesOf(keptBuild);
const handlers = new Map();
/** As app.server.ts does it. */
const handle = (/** @type {Request} */ request, /** @type {any} */ load) => {
  const branch = branchAt(new URL(request.url).pathname);
  if (!handlers.has(branch)) handlers.set(branch, createRequestHandler(branch, 'production'));
  return handlers.get(branch)(request, load);
};
const context = { nonce: 'bm9uY2U', requestId: 'bench', ip: '127.0.0.1', away: false, unreadable: false };
const read = async (/** @type {string} */ path, /** @type {string | undefined} */ cookie, load = { ...context }) => {
  const headers = new Headers({ 'Accept-Language': 'zh', ...(cookie ? { Cookie: cookie } : {}) });
  const answer = await handle(new Request(`http://localhost${path}`, { headers }), load);
  return { status: answer.status, html: await answer.text() };
};

/** @type {any[]} */
const all = Object.values(build.routes);
/** @type {(parent: string | undefined) => any[]} */
const treeOf = (/** @type {string | undefined} */ parent) => all.filter((route) => route.parentId === parent).map((route) => ({ ...route, children: route.index ? undefined : treeOf(route.id) }));
const tree = /** @type {any} */ (treeOf(undefined));
const routeOf = (/** @type {string} */ path) => /** @type {any} */ (matchRoutes(tree, path)?.at(-1)?.route);
const patternOf = (/** @type {string} */ path) => `/${matchRoutes(tree, path)?.map(({ route }) => route.path).filter(Boolean).join('/') ?? ''}`;

/** Follows links from somebody's first page: one address of each page that she gets to. */
async function pagesOf(/** @type {string | undefined} */ cookie) {
  /** @type {Map<string, {path: string, pattern: string, form: boolean}>} */
  const found = new Map();
  const waiting = ['/', '/sign-in', '/language', '/me', '/parts', '/offline', ...unlinked];
  const seen = new Set(waiting);
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const route = routeOf(new URL(path, 'http://localhost').pathname);
    if (!route || found.has(route.id)) continue;
    let { status, html } = await read(path, cookie);
    if (status >= 300 && status < 400) {
      const answer = await handle(new Request(`http://localhost${path}`, { headers: cookie ? { Cookie: cookie } : {} }), { ...context });
      html = `href="${(answer.headers.get('Location') ?? '').replaceAll('&', '&amp;')}"`;
    } else if (status === 200 && route.module.default) {
      const main = html.slice(Math.max(0, html.indexOf('<main')), html.indexOf('</main>'));
      // Two pages of a request that only its own steps lead to.
      if (/\/requests\/[^/]+$/.test(path)) waiting.push(`${path}/sent`, `${path}/pass-on`);
      found.set(route.id, { path, pattern: patternOf(new URL(path, 'http://localhost').pathname), form: /<(textarea|input(?![^>]*type="hidden"))/.test(main) });
    }
    for (const [, href = ''] of html.matchAll(/href="(\/[^"#]*)/g)) {
      const next = href.replaceAll('&amp;', '&');
      if (!seen.has(next) && !/\.\w+$/.test(next)) waiting.push(next);
      seen.add(next);
    }
  }
  return [...found.values()];
}

const sayHello = helloHandler();
const hello = await cpuOf(async () => (await sayHello(new Request('http://localhost/'))).text());
const rows = [];
const measured = new Set();
const reached = new Set();
for (const [who, cookie] of Object.entries(people)) {
  for (const { path, pattern, form } of await pagesOf(cookie || undefined)) {
    reached.add(routeOf(new URL(path, 'http://localhost').pathname).id);
    const key = `${pattern} ${/^\/(m\/:mall|parts|me|sign-in|language)$/.test(pattern) ? who : ''}`;
    if (measured.has(key)) continue;
    measured.add(key);
    const cost = await cpuOf(() => read(path, cookie || undefined));
    kept = new Map();
    // What loaders leave in the context (drawings for the HTML) belongs to what they gave.
    const load = { ...context };
    const { html } = await read(path, cookie || undefined, load);
    replaying = true;
    const render = await cpuOf(() => read(path, cookie || undefined, load));
    const again = (await read(path, cookie || undefined, load)).html;
    replaying = false;
    if (again !== html) throw new Error(`${path} is another page when its loaders are replayed.`);
    rows.push({ who, pattern, form, cost, render, size: html.length });
    process.stderr.write('.');
  }
}
const pages = all.filter((route) => route.module.default && !/layout|root$/.test(route.id)).map((route) => route.id);
process.stdout.write(`${JSON.stringify({ hello, rows, missed: pages.filter((id) => !reached.has(id)) })}\n`, () => process.exit(0));
