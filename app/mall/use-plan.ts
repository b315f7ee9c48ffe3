import { useNavigate, useSearchParams } from '@remix-run/react';
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useState } from 'react';

type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';
const TOWARDS: Record<Arrow, readonly [x: number, y: number]> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const LEAST = 1;
const MOST = 6;

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

/**
 * What script adds to a plan of links: one Tab stop and arrows between neighbours, choosing without a page load,
 * zoom by buttons, wheel and two fingers. Panning is the scrolling of the box itself.
 */
export function usePlan(box: RefObject<HTMLDivElement>, chosen: string | undefined, level: string) {
  const [zoom, setZoom] = useState(1);
  const navigate = useNavigate();
  const [params] = useSearchParams();

  useEffect(() => {
    const units = [...(box.current?.querySelectorAll<SVGAElement>('a[data-u]') ?? [])];
    const entry = units.find((unit) => unit.dataset.u === chosen) ?? units[0];
    for (const unit of units) unit.tabIndex = unit === entry ? 0 : -1;
    box.current?.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [box, chosen, level]);

  useEffect(() => pinch(box.current, (factor) => setZoom((now) => Math.min(MOST, Math.max(LEAST, now * factor)))), [box]);

  const choose = (unit: string) => {
    const next = new URLSearchParams(params);
    next.set('unit', unit);
    next.delete('q');
    next.delete('page');
    navigate(`?${next}`, { preventScrollReset: true, replace: params.has('unit') });
  };

  return {
    zoom,
    zoomBy: (factor: number) => setZoom((now) => Math.min(MOST, Math.max(LEAST, now * factor))),
    zoomOut: () => setZoom(LEAST),
    onClick(event: MouseEvent<HTMLDivElement>) {
      const unit = (event.target as Element).closest<SVGAElement>('a[data-u]');
      if (!unit?.dataset.u || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
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
      to.focus();
    },
  };
}

/** Two fingers, or the wheel with Ctrl. @returns the clean-up */
function pinch(box: HTMLElement | null, zoomBy: (factor: number) => void): (() => void) | undefined {
  if (!box) return undefined;
  const fingers = new Map<number, PointerEvent>();
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return a && b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
  };
  const move = (event: PointerEvent) => {
    if (!fingers.has(event.pointerId)) return;
    const before = spread();
    fingers.set(event.pointerId, event);
    if (before > 0) zoomBy(spread() / before);
  };
  const down = (event: PointerEvent) => event.pointerType === 'touch' && fingers.set(event.pointerId, event);
  const up = (event: PointerEvent) => fingers.delete(event.pointerId);
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomBy(event.deltaY < 0 ? 1.15 : 1 / 1.15);
  };
  const stop = new AbortController();
  const options = { signal: stop.signal };
  box.addEventListener('pointerdown', down, options);
  box.addEventListener('pointermove', move, options);
  for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const) box.addEventListener(end, up, options);
  box.addEventListener('wheel', wheel, { passive: false, ...options });
  return () => stop.abort();
}
