import { useCallback, useEffect, useRef, useState } from 'react';
import { sendAlone } from './alone.ts';
import { type DayState, readDay } from './read-day.ts';
import { type Sending, stillHers } from './sender.ts';

const FIRST_PAUSE = 3_000;
const LONGEST_PAUSE = 60_000;
const RETRY: readonly (Sending | 'going')[] = ['no-network', 'later'];

/** What lies on the device, and the sending of it: by itself, as soon as something answers, again and again until all is told. */
export function useDay(start: DayState) {
  const [state, setState] = useState(start);
  const [sending, setSending] = useState<Sending | 'going' | null>(null);
  const { db } = start;
  const slug = state.pack?.mall.slug;
  const refresh = useCallback(async () => setState(await readDay(db)), [db]);
  const now = useRef<() => void>(() => undefined);

  useEffect(() => {
    if (!db) return undefined;
    let pause = FIRST_PAUSE;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    let busy = false;
    const go = async (): Promise<void> => {
      if (busy) return;
      busy = true;
      clearTimeout(timer);
      setSending('going');
      let became = await sendAlone(db, () => void refresh()).catch((): Sending => 'later');
      if (became === 'done' && slug) became = await stillHers(db, slug).catch((): Sending => 'later');
      busy = false;
      if (over) return;
      setSending(became);
      await refresh();
      pause = RETRY.includes(became) ? Math.min(pause * 2, LONGEST_PAUSE) : FIRST_PAUSE;
      // What a browser says about its network is a hint to try at once, and no reason not to try.
      if (RETRY.includes(became)) timer = setTimeout(() => void go(), pause);
    };
    const soon = (): void => {
      pause = FIRST_PAUSE;
      void go();
    };
    const seen = (): void => {
      if (document.visibilityState === 'visible') soon();
    };
    now.current = soon;
    soon();
    window.addEventListener('online', soon);
    document.addEventListener('visibilitychange', seen);
    return () => {
      over = true;
      clearTimeout(timer);
      window.removeEventListener('online', soon);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [db, slug, refresh]);

  return { state, sending, refresh, send: () => now.current() };
}
export type LiveDay = ReturnType<typeof useDay>;
