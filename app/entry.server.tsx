import { Writable } from 'node:stream';
import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { renderToPipeableStream } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { NonceContext } from './components/nonce.ts';
import { detectLanguage } from './i18n/detect.server.ts';
import { isLanguage } from './i18n/languages.ts';
import { i18nFor } from './i18n/server.server.ts';


/** A page that takes longer than this many ms is cut off: its loaders are done by then, only deferred data can be late. */
const RENDER_LIMIT = 5_000;

/**
 * Gathers a whole page. Nothing of a page is deferred, so there is nothing to wait for, and one piece costs less than thirty on
 * their way through two kinds of streams. React 18 pads a piece with zero bytes where a character of several bytes doesn't fit
 * any more (facebook/react#24985): left in, every other Chinese or Uyghur page would show a broken sign somewhere.
 */
function gatherPage(done: (page: Buffer<ArrayBuffer>) => void): Writable {
  const pieces: Uint8Array[] = [];
  return new Writable({
    write(piece: Buffer, _encoding, next) {
      pieces.push(piece.includes(0) ? piece.filter((byte) => byte !== 0) : Buffer.from(piece));
      next();
    },
    final(next) {
      done(Buffer.concat(pieces));
      next();
    },
  });
}

/** Renders one page, in the language that its root loader found. A failed render answers 500 with the error page. */
export default function handleRequest(request: Request, status: number, headers: Headers, remix: EntryContext, context: AppLoadContext) {
  const root: unknown = remix.staticHandlerContext.loaderData.root;
  const known = typeof root === 'object' && root && 'language' in root ? root.language : undefined;
  const language = isLanguage(known) ? known : detectLanguage(request);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('Content-Language', language);

  return new Promise<Response>((resolve, reject) => {
    let answer = status;
    const late = setTimeout(() => rendering.abort(), RENDER_LIMIT);
    const rendering = renderToPipeableStream(
      <NonceContext.Provider value={context.nonce}>
        <I18nextProvider i18n={i18nFor(language)}>
          <RemixServer context={remix} url={request.url} nonce={context.nonce} />
        </I18nextProvider>
      </NonceContext.Provider>,
      {
        nonce: context.nonce,
        onAllReady() {
          clearTimeout(late);
          rendering.pipe(gatherPage((page) => resolve(new Response(page, { headers, status: answer }))));
        },
        onShellError(error) {
          clearTimeout(late);
          reject(error);
        },
        onError() {
          answer = 500;
        },
      },
    );
  });
}

export { branchesOf, commands, EnvError, house, readEnv, startPortal } from './server/entry.server.ts';
export { noteError as handleError } from './server/errors.server.ts';
