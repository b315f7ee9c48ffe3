import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { Bounds } from '../geometry.ts';

interface Shown {
  column: number;
  row: number;
  width: number;
  height: number;
}

/** What of a box is in sight, in steps of its own size: so that scrolling a little draws nothing anew. */
const shownIn = ({ scrollLeft, scrollTop, clientWidth, clientHeight }: HTMLElement): Shown => {
  const [width, height] = [Math.max(clientWidth, 1), Math.max(clientHeight, 1)];
  return { column: Math.floor(scrollLeft / width), row: Math.floor(scrollTop / height), width, height };
};
const isSame = (one: Shown | null, other: Shown): boolean => one !== null && (Object.keys(other) as (keyof Shown)[]).every((key) => one[key] === other[key]);

/** The part of the plan that is in sight or about to be, in metres; everything until the box was measured. */
export function useView(box: RefObject<HTMLDivElement>, frame: { x: number; y: number }, scale: number): Bounds {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const look = () => {
      const now = shownIn(current);
      setShown((before) => (isSame(before, now) ? before : now));
    };
    const resized = new ResizeObserver(look);
    resized.observe(current);
    current.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      resized.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, [box, scale]);
  return useMemo(() => {
    if (!shown) return { minX: -Infinity, minY: -Infinity, maxX: Infinity, maxY: Infinity };
    const { column, row, width, height } = shown;
    const x = (at: number) => frame.x + (at * width) / scale;
    const y = (at: number) => frame.y + (at * height) / scale;
    return { minX: x(column - 0.5), maxX: x(column + 2.5), minY: y(row - 0.5), maxY: y(row + 2.5) };
  }, [shown, frame, scale]);
}
