import { RemixBrowser } from '@remix-run/react';
import { startTransition, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { startI18n } from './i18n/client.ts';

/**
 * RemixBrowser decodes the page's data when it is first rendered, and suspends the whole root until then. A root of React 18 that is
 * touched meanwhile (a key pressed, a field left) throws "Root did not complete" and never comes to life: on a slow phone whoever begins
 * to write at once. So it is asked beforehand, and throws the promise that it waits for.
 */
async function dataDecoded(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (waiting) {
    await waiting;
  }
}

async function start() {
  const [i18n] = await Promise.all([startI18n(), dataDecoded()]);
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <I18nextProvider i18n={i18n}>
          <RemixBrowser />
        </I18nextProvider>
      </StrictMode>,
    );
  });
}

/** After the page is there: the worker keeps the "no network" page in this language. Development goes without, its files change. */
function keepOfflinePage() {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = () => navigator.serviceWorker.register(`/sw.js?lng=${document.documentElement.lang}`).catch(() => undefined);
  const later = () => setTimeout(register, 3_000);
  // This script is async: the page may be complete before it runs.
  if (document.readyState === 'complete') later();
  else window.addEventListener('load', later, { once: true });
}

/** Visits and signatures that wait on this device go from whatever page is open; their own pages send for themselves. */
function sendWhatWaits() {
  const waits = (what: string, ownPage: string): boolean => {
    try {
      return localStorage.getItem(what) !== null && location.pathname !== ownPage;
    } catch {
      return false;
    }
  };
  if (waits('visits-unsent', '/day')) setTimeout(() => void import('./visits/offline/keep-sending.ts').then(({ keepSending }) => keepSending()), 4_000);
  if (waits('counter-unsent', '/counter')) setTimeout(() => void import('./visits/counter/keep-signing.ts').then(({ keepSigning }) => keepSigning()), 4_000);
}

keepOfflinePage();
sendWhatWaits();
void start();
