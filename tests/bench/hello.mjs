import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable, createRequestHandler } from '@remix-run/node';
import { Links, Outlet, RemixServer, Scripts, ScrollRestoration, useLoaderData } from '@remix-run/react';
import { createElement as h } from 'react';
import { renderToPipeableStream } from 'react-dom/server';

/** The smallest page that Remix makes: a document, a layout and one route with a loader, streamed as its template does. */
function Root() {
  const head = h('head', null, h('meta', { charSet: 'utf-8' }), h('title', null, 'Hello'), h(Links));
  return h('html', { lang: 'en' }, head, h('body', null, h(Outlet), h(ScrollRestoration), h(Scripts)));
}
function Hello() {
  const { name } = /** @type {{name: string}} */ (useLoaderData());
  return h('main', null, h('h1', null, `Hello, ${name}`), h('p', null, 'Nothing else.'));
}

/** @type {import('@remix-run/node').HandleDocumentRequestFunction} */
function handleRequest(request, status, headers, context) {
  headers.set('Content-Type', 'text/html');
  return new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(h(RemixServer, { context, url: request.url }), {
      onShellReady() {
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
        pipe(body);
      },
      onShellError: reject,
    });
  });
}

const part = (/** @type {string} */ id) => ({ id, module: `/assets/${id}.js`, imports: [], hasAction: false, hasLoader: id !== 'root', hasErrorBoundary: false, hasClientAction: false, hasClientLoader: false });

/** A request handler for `/`, with the same flags as the portal's build. */
export function helloHandler() {
  const future = { v3_fetcherPersist: true, v3_relativeSplatPath: true, v3_throwAbortReason: true, v3_routeConfig: true, v3_singleFetch: true, v3_lazyRouteDiscovery: false, unstable_optimizeDeps: false };
  const index = { id: 'hello', parentId: 'root', path: undefined, index: true };
  const routes = {
    root: { id: 'root', path: '', module: { default: Root } },
    hello: { ...index, module: { default: Hello, loader: () => ({ name: 'merchant' }) } },
  };
  const assets = {
    version: '1',
    url: '/assets/manifest.js',
    entry: { module: '/assets/entry.js', imports: [] },
    routes: { root: { ...part('root'), path: '' }, hello: { ...part('hello'), ...index } },
  };
  const build = { entry: { module: { default: handleRequest } }, routes, assets, future, assetsBuildDirectory: '', publicPath: '/', isSpaMode: false, mode: 'production', basename: '/' };
  return createRequestHandler(/** @type {any} */ (build), 'production');
}
