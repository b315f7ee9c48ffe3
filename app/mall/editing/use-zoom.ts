import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { pinching } from '../plan-gestures.ts';

/** The plan is never narrower than this, whatever the screen. Pixels. */
const NARROWEST = 600;
/** As near as this a booth of four metres fills a phone. Pixels to a metre. */
const NEAREST = 100;

interface At {
  x: number;
  y: number;
}

/**
 * Zoom of a plan in a box that scrolls: by buttons around its middle, by two fingers or the wheel with Ctrl around their place.
 * @param width of the plan in metres
 */
export function useZoom(box: RefObject<HTMLDivElement>, width: number) {
  const [shown, setShown] = useState(900);
  const [zoom, setZoom] = useState(1);
  const anchor = useRef<(At & { left: number; top: number }) | null>(null);
  useEffect(() => {
    if (box.current) setShown(box.current.clientWidth);
  }, [box]);
  const whole = Math.max(shown, NARROWEST) / width;
  const most = Math.max(1, NEAREST / whole);

  const zoomAt = (factor: number, at?: At) => {
    const { current } = box;
    const picture = current?.querySelector('svg');
    if (current && picture) {
      const frame = current.getBoundingClientRect();
      const { x, y } = at ?? { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 };
      const { left, top, width: w, height: h } = picture.getBoundingClientRect();
      anchor.current = { x: (x - left) / w, y: (y - top) / h, left: x - frame.x, top: y - frame.y };
    }
    setZoom((now) => Math.min(most, Math.max(1, now * factor)));
  };
  useLayoutEffect(() => {
    const keep = anchor.current;
    anchor.current = null;
    const picture = box.current?.querySelector('svg')?.getBoundingClientRect();
    if (keep && picture) box.current?.scrollTo(keep.x * picture.width - keep.left, keep.y * picture.height - keep.top);
  }, [box, zoom]);
  const latest = useRef(zoomAt);
  latest.current = zoomAt;
  useEffect(() => pinching(box.current, (factor, at) => latest.current(factor, at)), [box]);

  /** Pixels to a metre. */
  return { scale: whole * zoom, zoomBy: (factor: number) => zoomAt(factor) };
}
