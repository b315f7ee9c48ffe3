import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { renderToString } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { NonceContext } from './components/nonce.ts';
import { Pictures } from './components/pictures.ts';
import { detectLanguage } from './i18n/detect.server.ts';
import { isLanguage } from './i18n/languages.ts';
import { i18nFor } from './i18n/server.server.ts';
import { handoffScripts } from './server/handoff.ts';

/**
 * Renders one page, in the language that its root loader found. A failed render answers 500 with the error page.
 * Nothing of a page is deferred, so its data is all there before it is rendered, and the page is one piece: React's renderer for
 * streams writes every attribute by itself into small buffers, which costs an eighth of a page (docs/decisions/0034).
 */
export default async function handleRequest(request: Request, status: number, headers: Headers, remix: EntryContext, context: AppLoadContext) {
  const root: unknown = remix.staticHandlerContext.loaderData.root;
  const known = typeof root === 'object' && root && 'language' in root ? root.language : undefined;
  const language = isLanguage(known) ? known : detectLanguage(request);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('Content-Language', language);
  const { serverHandoffStream: data, ...rest } = remix;
  const scripts = data ? await handoffScripts(data, context.nonce) : '';
  const html = renderToString(
    <NonceContext.Provider value={context.nonce}>
      <Pictures.Provider value={context.pictures ?? {}}>
        <I18nextProvider i18n={i18nFor(language)}>
          <RemixServer context={rest} url={request.url} nonce={context.nonce} />
        </I18nextProvider>
      </Pictures.Provider>
    </NonceContext.Provider>,
  );
  return new Response(`<!DOCTYPE html>${html}${scripts}`, { headers, status });
}

export { branchesOf, commands, EnvError, house, readEnv, startPortal } from './server/entry.server.ts';
export { noteError as handleError } from './server/errors.server.ts';
