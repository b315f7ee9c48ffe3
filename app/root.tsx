import { Links, Outlet, Scripts, ScrollRestoration, useLocation, useMatches, useRouteLoaderData } from '@remix-run/react';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { type ReactNode, useEffect, useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import arabicFont from '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2?url';
import { takeDraftKey } from './components/draft-seal.ts';
import { forgetDrafts, keepDraftsOf } from './components/drafts.ts';
import { useNonce } from './components/nonce.ts';
import type { PageHandle } from './components/page-handle.ts';
import { ProgressLine } from './components/progress-line.tsx';
import { RouteError } from './components/route-error.tsx';
import { schemeOf } from './components/scheme.ts';
import { detectLanguage } from './i18n/detect.server.ts';
import { directionOf, isLanguage } from './i18n/languages.ts';
import { localePreloads } from './i18n/locale-files.ts';
import { namespacesOf } from './i18n/namespaces.ts';
import { draftKey, draftsOwner } from './platform/known-browser.server.ts';
import { useChangeLanguage, useLanguage } from './i18n/react.ts';
import './components/tokens.css';
import './components/fonts.css';
import './components/base.css';

/** Pages that a worker keeps for the time without a network. */
const SHELLS: readonly string[] = ['/day', '/counter'];

/** Answers while the database is away, and an error page knows its language too. */
export async function loader({ request }: LoaderFunctionArgs) {
  const cookies = request.headers.get('Cookie');
  const { pathname, searchParams } = new URL(request.url);
  // The shell that a worker keeps is asked for without cookies, in the language of the pages that it was kept from.
  const asked = SHELLS.includes(pathname) ? searchParams.get('lng') : null;
  return { language: isLanguage(asked) ? asked : detectLanguage(request), scheme: schemeOf(cookies), drafts: draftsOwner(cookies), draftKey: await draftKey(cookies, new Date()) };
}

function Title() {
  const { t } = useTranslation();
  const page = useMatches()
    .map(({ handle, data }) => (handle as PageHandle | undefined)?.title?.(t, data))
    .findLast(Boolean);
  return <title>{page ? t('app.page-title', { page }) : t('app.name')}</title>;
}

/**
 * The document around every page and every error page. Direction follows the language, the scheme the cookie (`auto` by style alone,
 * see postcss.config.cjs): both are right in the first byte and need no script.
 */
export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const scheme = useRouteLoaderData<typeof loader>('root')?.scheme ?? 'auto';
  const language = useLanguage();
  const direction = directionOf(language);
  const matches = useMatches();
  return (
    <html lang={language} dir={direction} data-mantine-color-scheme={scheme} data-respect-reduced-motion="true">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content={scheme === 'auto' ? 'light dark' : scheme} />
        {scheme !== 'dark' && <meta name="theme-color" media={scheme === 'auto' ? '(prefers-color-scheme: light)' : undefined} content="#faf8f4" />}
        {scheme !== 'light' && <meta name="theme-color" media={scheme === 'auto' ? '(prefers-color-scheme: dark)' : undefined} content="#1e1b18" />}
        <Title />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/icon-192.png" />
        <link rel="manifest" href={`/manifest.webmanifest?lng=${language}`} />
        {direction === 'rtl' && <link rel="preload" as="font" type="font/woff2" href={arabicFont} crossOrigin="anonymous" />}
        <Links />
        {localePreloads(language, namespacesOf(matches)).map((href) => (
          <link key={href} rel="preload" as="fetch" href={href} crossOrigin="anonymous" />
        ))}
      </head>
      <body>
        {children}
        <ProgressLine />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

/** Before the pages' own effects put drafts back; a server has none. */
const useBeforeEffects = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** Drafts belong to who typed them: another person's go, and on a phone that isn't one's own they don't outlive the session. */
function useOwnDrafts(owner: { mark: string; keep: boolean } | null, key: string | null): void {
  const { pathname } = useLocation();
  const [mark, keep] = [owner?.mark, owner?.keep];
  useBeforeEffects(() => {
    if (mark) keepDraftsOf(mark);
    if (mark && !keep && pathname === '/sign-in') forgetDrafts();
    takeDraftKey(key);
  }, [mark, keep, pathname, key]);
}

export default function App() {
  const { language, drafts, draftKey } = useRouteLoaderData<typeof loader>('root') ?? {};
  useOwnDrafts(drafts ?? null, draftKey ?? null);
  const shown = useLanguage();
  useChangeLanguage(language ?? shown);
  return <Outlet />;
}

export function ErrorBoundary() {
  return (
    <main id="main">
      <RouteError />
    </main>
  );
}

