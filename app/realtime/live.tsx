import { useNavigation, useRevalidator } from '@remix-run/react';
import { type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { type Live, LiveContext } from '#app/components/live-state.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { LiveConnection } from './live-client.ts';

const MINUTE = 60_000;
/** A break shorter than this, in ms, isn't worth a word. */
const BLINK = 4_000;

type Link = { state: 'unknown' } | { state: 'live' } | { state: 'lost'; since: number };

/** Around the pages of a shell: keeps them as new as the database, as long as somebody looks at them. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [link, setLink] = useState<Link>({ state: 'unknown' });
  const readAgain = useReadAgain();
  useConnection(setLink, readAgain);
  const live = useWords(link);
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

export function useLive(): Live {
  return useContext(LiveContext);
}

/**
 * Asks the page's loaders again: once for whatever comes within a moment, each device after its own pause of 50–400 ms,
 * hidden tabs when they are looked at again, and never in the middle of somebody's sending a form.
 */
function useReadAgain(): () => void {
  const revalidator = useRevalidator();
  const navigation = useNavigation();
  const now = useRef({ revalidator, navigation });
  now.current = { revalidator, navigation };
  const readAgain = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const attempt = () => {
      timer = undefined;
      const { revalidator: asking, navigation: going } = now.current;
      if (asking.state === 'idle' && going.state === 'idle') asking.revalidate();
      else ask();
    };
    const seen = () => document.visibilityState === 'visible' && ask();
    const ask = () => {
      if (timer) return;
      if (document.visibilityState === 'hidden') return document.addEventListener('visibilitychange', seen, { once: true });
      timer = setTimeout(attempt, 50 + Math.random() * 350);
    };
    return ask;
  }, []);
  return readAgain;
}

/** The connection is loaded when the page has nothing else to do: it is never part of the first load. */
function useConnection(setLink: (link: Link) => void, readAgain: () => void): void {
  useEffect(() => {
    let connection: LiveConnection | undefined;
    let gone = false;
    const made = performance.now();
    const start = async () => {
      const { LiveConnection } = await import('./live-client.ts');
      if (gone) return;
      connection = new LiveConnection(
        {
          onStale: readAgain,
          onState: (state) => setLink(state === 'live' ? { state } : { state, since: Date.now() }),
        },
        made,
      );
    };
    const idle = 'requestIdleCallback' in window ? requestIdleCallback(() => void start(), { timeout: 4_000 }) : setTimeout(() => void start(), 1_500);
    return () => {
      gone = true;
      if ('cancelIdleCallback' in window) cancelIdleCallback(idle as number);
      else clearTimeout(idle);
      connection?.close();
    };
  }, [setLink, readAgain]);
}

/** What to say about the link; said anew only when the words change. */
function useWords(link: Link): Live {
  const formats = useFormats();
  const [minutes, setMinutes] = useState<number | null>(null);
  const since = link.state === 'lost' ? link.since : null;
  useEffect(() => {
    setMinutes(null);
    if (since === null) return;
    const look = () => setMinutes(Math.floor((Date.now() - since) / MINUTE));
    const first = setTimeout(look, BLINK);
    const later = setInterval(look, MINUTE);
    return () => {
      clearTimeout(first);
      clearInterval(later);
    };
  }, [since]);
  return useMemo(() => {
    if (link.state === 'unknown') return { state: 'unknown' };
    if (link.state === 'live' || minutes === null) return { state: 'live' };
    if (!navigator.onLine) return { state: 'offline' };
    return { state: 'behind', behind: formats.formatDuration(minutes) };
  }, [link.state, minutes, formats]);
}
