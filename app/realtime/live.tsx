import { useNavigation, useRevalidator } from '@remix-run/react';
import { type Dispatch, type ReactNode, type SetStateAction, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { type Live, LiveContext } from '#app/components/live-state.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { LiveConnection } from './live-client.ts';
import type { Changed } from './protocol.ts';
import { TabBound } from './tab-bound.tsx';

const MINUTE = 60_000;
/** A break shorter than this, in ms, isn't worth a word. */
const BLINK = 4_000;

type Link = { state: 'unknown' } | { state: 'live' } | { state: 'lost'; since: number; wasLive: boolean };

const lose = (before: Link): Link => (before.state === 'lost' ? before : { state: 'lost', since: Date.now(), wasLive: before.state === 'live' });

/**
 * Around the pages of a shell: keeps them as new as the database, as long as somebody looks at them. On a shared phone
 * nothing reads by itself, for that would keep the session awake; left alone, the page locks. On a phone that isn't hers it is bound to its tab.
 */
export function LiveProvider({ device, children }: { device: string; children: ReactNode }) {
  if (device === 'shared') return <Locking>{children}</Locking>;
  const live = <Connected>{children}</Connected>;
  return device === 'guest' ? <TabBound>{live}</TabBound> : live;
}

function Connected({ children }: { children: ReactNode }) {
  const [link, setLink] = useState<Link>({ state: 'unknown' });
  const readAgain = useReadAgain();
  useConnection(setLink, readAgain);
  const live = useWords(link);
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

/** As long as the server lets a shared session rest (SESSION_LIMITS), in ms, and a little more. */
const REST = 2 * MINUTE + 1_000;
const TOUCHES = ['pointerdown', 'keydown', 'input'] as const;

/** Loads the page again when nobody has touched it for so long: by then the session has ended, and the sign-in covers it. */
function Locking({ children }: { children: ReactNode }) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(() => location.reload(), REST);
    };
    touched();
    for (const name of TOUCHES) addEventListener(name, touched, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const name of TOUCHES) removeEventListener(name, touched);
    };
  }, []);
  return <>{children}</>;
}

export function useLive(): Live {
  return useContext(LiveContext);
}

/**
 * Asks the page's loaders again: once for whatever comes within a moment, each device after its own pause of 50–400 ms,
 * hidden tabs when they are looked at again (for an emergency at once, for it has to sound), and never in the middle of somebody's sending a form.
 */
function useReadAgain(): (change: Changed | null) => void {
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
      else soon();
    };
    const soon = () => (timer ??= setTimeout(attempt, 50 + Math.random() * 350));
    const seen = () => document.visibilityState === 'visible' && soon();
    return (change: Changed | null) => {
      if (document.visibilityState === 'visible' || change?.type === 'emergency:sent') soon();
      else document.addEventListener('visibilitychange', seen, { once: true });
    };
  }, []);
  return readAgain;
}

/** After the page's `load`, in ms: until then network and processor belong to the page. What happens meanwhile is asked for by the catch-up. */
const CALM = 2_500;
const AGAIN = 30_000;

const navigationTiming = () => performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined;

let fromServer = true;
/** What the page shows was true then: at its first byte when the server rendered it, now when its loaders just answered. */
function knownSince(): number {
  const at = fromServer ? (navigationTiming()?.responseStart ?? 0) : performance.now();
  fromServer = false;
  return at;
}

/** Calls back when the page is loaded, calm and idle. @returns how to call it off */
function whenCalm(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idle: number | undefined;
  const loaded = () => {
    const since = performance.now() - (navigationTiming()?.loadEventStart || performance.now());
    timer = setTimeout(() => ('requestIdleCallback' in window ? (idle = requestIdleCallback(run, { timeout: 2_000 })) : run()), Math.max(0, CALM - since));
  };
  if (document.readyState === 'complete') loaded();
  else window.addEventListener('load', loaded, { once: true });
  return () => {
    window.removeEventListener('load', loaded);
    clearTimeout(timer);
    if (idle !== undefined) cancelIdleCallback(idle);
  };
}

/** The connection, loaded when the page has nothing else to do. */
function useConnection(setLink: Dispatch<SetStateAction<Link>>, readAgain: (change: Changed | null) => void): void {
  useEffect(() => {
    let connection: LiveConnection | undefined;
    let gone = false;
    const made = knownSince();
    const start = async () => {
      const { LiveConnection } = await import('./live-client.ts');
      if (gone) return;
      connection = new LiveConnection(
        {
          onStale: readAgain,
          onState: (state) => setLink(state === 'live' ? { state } : lose),
        },
        made,
      );
    };
    let again: ReturnType<typeof setTimeout> | undefined;
    // Offline, or the file went with a deployment: pages work without it, and it is tried again later.
    const attempt = () => void start().catch(() => (again = setTimeout(attempt, AGAIN)));
    const callOff = whenCalm(attempt);
    return () => {
      gone = true;
      callOff();
      clearTimeout(again);
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
    if (link.state !== 'lost') return { state: link.state };
    if (minutes === null) return { state: link.wasLive ? 'live' : 'unknown' };
    if (!navigator.onLine) return { state: 'offline' };
    return { state: 'behind', behind: formats.formatDuration(minutes) };
  }, [link, minutes, formats]);
}
