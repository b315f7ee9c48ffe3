import { type RefObject, useContext, useEffect, useState } from 'react';
import { Pictures } from '#app/components/pictures.ts';

/** Drawings that were fetched: a level's markup is large, so it comes in the page, or once by its own address. */
const known = new Map<string, string>();
const MOST = 12;

export interface PlanDrawing {
  /** What it is known by; another version of the mall has another. */
  key: string;
  /** The page came whole, with the drawing in its HTML. */
  inPage: boolean;
  address: string;
}

/** What the page came with and nothing has replaced: React leaves it as it is. */
const AS_IT_IS = '';

/** The markup of a level; null until it is there. @param box in which the plan is */
export function useDrawing({ key, inPage, address }: PlanDrawing, box: RefObject<HTMLElement>): string | null {
  const drawn = useContext(Pictures)[key];
  const [first, setFirst] = useState(inPage ? key : null);
  const [fetched, setFetched] = useState<{ key: string; markup: string } | null>(null);
  const here = drawn ?? (first === key ? AS_IT_IS : (known.get(key) ?? (fetched?.key === key ? fetched.markup : null)));
  useEffect(() => {
    // Another level, or a page that React had to make anew from its data alone.
    if (first !== null && (first !== key || !box.current?.querySelector('svg path.floor'))) setFirst(null);
    if (here !== null) return undefined;
    const stop = new AbortController();
    const load = async (): Promise<void> => {
      const answer = await fetch(address, { signal: stop.signal });
      if (!answer.ok) return;
      const markup = await answer.text();
      if (known.size >= MOST) known.delete(known.keys().next().value ?? '');
      known.set(key, markup);
      setFetched({ key, markup });
    };
    // Without a network the list below says the same; the next visit asks again.
    load().catch(() => undefined);
    return () => stop.abort();
  }, [key, first, here, address, box]);
  return here;
}
