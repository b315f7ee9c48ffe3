import { useEffect, useState } from 'react';

/** Drawings that this page has had: a level's markup is large, so it comes with the page, or once by its own address. */
const known = new Map<string, string>();
const MOST = 12;

export interface PlanDrawing {
  /** What it is known by; another version of the mall has another. */
  key: string;
  /** Absent where the page was asked for as data: the browser has the drawing, or fetches it. */
  markup: string | null;
  address: string;
}

/** The markup of a level; null until it is there. */
export function useDrawing({ key, markup, address }: PlanDrawing): string | null {
  const [fetched, setFetched] = useState<{ key: string; markup: string } | null>(null);
  const here = markup ?? known.get(key) ?? (fetched?.key === key ? fetched.markup : null);
  useEffect(() => {
    if (here !== null) {
      if (known.size >= MOST) known.delete(known.keys().next().value ?? '');
      known.set(key, here);
      return undefined;
    }
    const stop = new AbortController();
    const load = async (): Promise<void> => {
      const answer = await fetch(address, { signal: stop.signal });
      if (answer.ok) setFetched({ key, markup: await answer.text() });
    };
    // Without a network the list below says the same; the next visit asks again.
    load().catch(() => undefined);
    return () => stop.abort();
  }, [key, here, address]);
  return here;
}
