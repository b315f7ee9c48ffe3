import { useNavigate, useSearchParams } from '@remix-run/react';
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { LABEL_SIZES } from './label-sizes.ts';
import { dragging, pinching } from './plan-gestures.ts';

type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';
const TOWARDS: Record<Arrow, readonly [x: number, y: number]> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const LEAST = 1;
/** As near as a booth of four metres fills a phone. Drawing units (5 cm) to a px. */
const NEAREST = 0.25;
/** Numbers smaller than this on the screen are left out. Px. */
const READABLE = 9;
/** Height of a grid's number on its plate, in drawing units. */
const PLATE_TEXT = 40;

/** The nearest unit in that direction: what lies sideways counts twice. The plan never mirrors, so left is left in every language. */
function neighbour(units: readonly SVGAElement[], from: SVGAElement, arrow: Arrow): SVGAElement | undefined {
  const [dx, dy] = TOWARDS[arrow];
  const middle = (unit: SVGAElement) => {
    const { x, y, width, height } = unit.getBBox();
    return [x + width / 2, y + height / 2] as const;
  };
  const [x0, y0] = middle(from);
  let best: { cost: number; unit?: SVGAElement } = { cost: Infinity };
  for (const unit of units) {
    const [x, y] = middle(unit);
    const along = (x - x0) * dx + (y - y0) * dy;
    if (unit === from || along <= 0) continue;
    const cost = along + 2 * Math.abs((x - x0) * dy - (y - y0) * dx);
    if (cost < best.cost) best = { cost, unit };
  }
  return best.unit;
}

/** What the plan shows of a booth at once, before the server has said anything about it. */
export interface Tapped {
  unit: string;
  d: string;
  text: string;
  x: number;
  y: number;
}

function tappedOf(link: SVGAElement): Tapped {
  const { x, y, width, height } = link.getBBox();
  const number = link.querySelector('text');
  const at = (name: 'x' | 'y', middle: number) => Number(number?.getAttribute(name) ?? middle);
  return { unit: link.dataset.u ?? '', d: link.querySelector('path')?.getAttribute('d') ?? '', text: number?.textContent ?? '', x: at('x', x + width / 2), y: at('y', y + height / 2) };
}

/**
 * What script adds to a plan of links: one Tab stop and arrows between neighbours, choosing without a page load and answered
 * at once, zoom by buttons, wheel and two fingers around where they are. A finger pans by scrolling the box, a mouse by dragging.
 * @param width of the level in drawing units
 */
export function usePlan(box: RefObject<HTMLDivElement>, { chosen, level, width, drawn }: { chosen: string | undefined; level: string; width: number; drawn: boolean }) {
  const [zoom, setZoom] = useState(LEAST);
  const [size, setSize] = useState(0);
  const [tapped, setTapped] = useState<Tapped | null>(null);
  const anchor = useRef<{ x: number; y: number; left: number; top: number } | null>(null);
  const stop = useRef<SVGAElement | null>(null);
  const navigate = useNavigate();
  const [params] = useSearchParams();

  const most = size > 0 ? Math.max(6, (NEAREST * width) / size) : 6;
  const zoomAt = (factor: number, at?: { x: number; y: number }) => {
    const { current } = box;
    const picture = current?.querySelector('svg');
    if (current && picture) {
      const frame = current.getBoundingClientRect();
      const [x, y] = at ? [at.x, at.y] : [frame.x + frame.width / 2, frame.y + frame.height / 2];
      const { left, top, width: w, height: h } = picture.getBoundingClientRect();
      anchor.current = { x: (x - left) / w, y: (y - top) / h, left: x - frame.x, top: y - frame.y };
    }
    setZoom((now) => Math.min(most, Math.max(LEAST, now * factor)));
  };

  useLayoutEffect(() => {
    const { current } = box;
    const picture = current?.querySelector('svg');
    if (!current || !picture) return;
    const shown = picture.clientWidth || picture.getBoundingClientRect().width;
    setSize(shown / zoom);
    const keep = anchor.current;
    anchor.current = null;
    if (!keep) return;
    const { height } = picture.getBoundingClientRect();
    current.scrollTo((picture.parentElement?.offsetLeft ?? 0) + keep.x * shown - keep.left, keep.y * height - keep.top);
  }, [box, zoom, level]);

  useEffect(() => {
    const units = [...(box.current?.querySelectorAll<SVGAElement>('a[data-u]') ?? [])];
    for (const unit of units) unit.tabIndex = -1;
    stop.current = null;
  }, [box, level, drawn]);
  useEffect(() => {
    const units = box.current?.querySelectorAll<SVGAElement>('a[data-u]');
    const entry = (chosen && box.current?.querySelector<SVGAElement>(`a[data-u="${CSS.escape(chosen)}"]`)) || units?.[0];
    if (stop.current) stop.current.tabIndex = -1;
    if (entry) entry.tabIndex = 0;
    stop.current = entry ?? null;
    box.current?.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [box, chosen, level, drawn]);
  useEffect(() => setTapped(null), [chosen, level]);

  const zoomNow = useRef(zoomAt);
  zoomNow.current = zoomAt;
  useEffect(() => pinching(box.current, (factor, at) => zoomNow.current(factor, at)), [box]);
  useEffect(() => dragging(box.current), [box]);

  const choose = (unit: string) => {
    const next = new URLSearchParams(params);
    next.set('unit', unit);
    for (const name of ['q', 'page', 'level', 'here']) next.delete(name);
    navigate(`?${next}`, { preventScrollReset: true, replace: params.has('unit') });
  };
  const perUnit = size > 0 ? (size * zoom) / width : 0;
  return {
    zoom,
    tapped: tapped?.unit === chosen ? null : tapped,
    /** Smallest number that can be read now; nothing before script has measured. */
    least: perUnit > 0 ? (LABEL_SIZES.findLast((each) => each * perUnit >= READABLE) ?? 99) : undefined,
    plateScale: perUnit > 0 ? Math.max(1, 11 / (PLATE_TEXT * perUnit)) : 1,
    zoomBy: (factor: number) => zoomAt(factor),
    zoomOut: () => setZoom(LEAST),
    onClick(event: MouseEvent<HTMLDivElement>) {
      const unit = (event.target as Element).closest<SVGAElement>('a[data-u]');
      if (!unit?.dataset.u || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      setTapped(tappedOf(unit));
      choose(unit.dataset.u);
    },
    onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
      const from = (event.target as Element).closest<SVGAElement>('a[data-u]');
      if (!from || !(event.key in TOWARDS)) return;
      const units = [...event.currentTarget.querySelectorAll<SVGAElement>('a[data-u]')];
      const to = neighbour(units, from, event.key as Arrow);
      event.preventDefault();
      if (!to) return;
      from.tabIndex = -1;
      to.tabIndex = 0;
      stop.current = to;
      to.focus();
    },
  };
}
