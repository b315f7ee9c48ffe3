import { type KeyboardEvent, type MouseEvent, type PointerEvent, type RefObject, useCallback, useEffect, useState } from 'react';
import { contains, type Point } from '../geometry.ts';

export interface Picks {
  picked: ReadonlySet<string>;
  toggle(unit: string, on?: boolean): void;
  clear(): void;
}

/** Booths picked on the plan or in the list: one set for both. Empty again when the plan of grids has a new version. */
export function usePicks(start: string | null, version: number): Picks {
  const [picked, setPicked] = useState<ReadonlySet<string>>(() => new Set(start ? [start] : []));
  useEffect(() => setPicked(new Set(start ? [start] : [])), [start, version]);
  const toggle = useCallback((unit: string, on?: boolean) => {
    setPicked((before) => {
      const next = new Set(before);
      if (on ?? !before.has(unit)) next.add(unit);
      else next.delete(unit);
      return next;
    });
  }, []);
  return { picked, toggle, clear: () => setPicked(new Set()) };
}

/** A pointer's place in the drawing's own units. */
function placeIn(svg: SVGSVGElement, { clientX, clientY }: { clientX: number; clientY: number }): Point | null {
  const matrix = svg.getScreenCTM();
  if (!matrix) return null;
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
  return [Math.round(x), Math.round(y)];
}

/**
 * A line drawn around booths picks those whose number lies inside. Its keyboard alternative is the field that takes numbers
 * and ranges, and the arrows with Shift on the plan.
 */
export function useLasso(svg: RefObject<SVGSVGElement>, places: readonly (readonly [string, number, number])[], { toggle }: Picks) {
  const [on, setOn] = useState(false);
  const [line, setLine] = useState<Point[]>([]);
  const add = (event: PointerEvent) => {
    const at = svg.current && placeIn(svg.current, event);
    if (at) setLine((before) => [...before, at]);
  };
  return {
    on,
    line,
    switchOn: () => setOn((before) => !before),
    handlers: on && {
      onPointerDown(event: PointerEvent<Element>) {
        event.currentTarget.setPointerCapture(event.pointerId);
        setLine([]);
        add(event);
      },
      onPointerMove(event: PointerEvent<Element>) {
        if (line.length > 0) add(event);
      },
      onPointerUp() {
        const first = line[0];
        if (first && line.length > 2) for (const [unit, x, y] of places) if (contains([[...line, first]], [x, y])) toggle(unit, true);
        setLine([]);
      },
    },
  };
}

const ARROWS: Record<string, readonly [number, number]> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** Arrows walk to the neighbour, with Shift they pick on the way; Space and Enter pick. The plan never mirrors. */
export function usePlanKeys(places: readonly (readonly [string, number, number])[], { toggle }: Picks) {
  const go = (from: string, key: string): string | undefined => {
    const [dx, dy] = ARROWS[key] ?? [0, 0];
    const [, x0, y0] = places.find(([unit]) => unit === from) ?? ['', 0, 0];
    const ahead = places.flatMap(([unit, x, y]) => {
      const along = (x - x0) * dx + (y - y0) * dy;
      return unit === from || along <= 0 ? [] : [{ unit, cost: along + 2 * Math.abs((x - x0) * dy - (y - y0) * dx) }];
    });
    return ahead.reduce<{ unit?: string; cost: number }>((best, one) => (one.cost < best.cost ? one : best), { cost: Infinity }).unit;
  };
  const unitOf = (event: { target: EventTarget }) => (event.target as Element).closest<SVGAElement>('a[data-u]');
  return {
    onClick(event: MouseEvent<Element>) {
      const unit = unitOf(event)?.dataset.u;
      if (!unit || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      toggle(unit);
    },
    onKeyDown(event: KeyboardEvent<Element>) {
      const from = unitOf(event);
      if (!from?.dataset.u) return;
      if (event.key === ' ') {
        event.preventDefault();
        toggle(from.dataset.u);
      }
      if (!(event.key in ARROWS)) return;
      event.preventDefault();
      const to = go(from.dataset.u, event.key);
      const next = to && event.currentTarget.querySelector<SVGAElement>(`a[data-u="${CSS.escape(to)}"]`);
      if (!to || !next) return;
      if (event.shiftKey) toggle(to, true);
      from.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    },
  };
}
