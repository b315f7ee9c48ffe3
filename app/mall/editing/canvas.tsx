import { type KeyboardEvent, type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#app/components/button.tsx';
import type { PlacedPicture } from '../backdrops/queries.server.ts';
import type { Point, Polygon } from '../geometry.ts';
import { moveCorner, unitsIn } from './acts.ts';
import type { Clash, DoorItem, Item, Items, UnitItem } from './items.ts';
import { Doors, frameOf, pathOf, StillUnits, Unit } from './plan-layers.tsx';
import { toCentimetre } from './shapes.ts';
import { snapMove, snapPoint, type SnapTo, snapTargets } from './snapping.ts';
import type { Tool } from './tools.tsx';
import { useView } from './use-view.ts';
import { useZoom } from './use-zoom.ts';
import styles from './editing.module.css';

interface CanvasProps {
  items: Items;
  outline: readonly Polygon[];
  backdrop: PlacedPicture | null;
  clashes: readonly Clash[];
  chosen: ReadonlySet<string>;
  tool: Tool;
  draft: readonly Point[];
  /** Where the cross of the keyboard begins. */
  start: () => Point;
  on: {
    choose(ids: readonly string[]): void;
    addPoint(at: Point): void;
    finish(): void;
    cancel(): void;
    move(by: Point): void;
    change(id: string, item: Item): void;
    remove(): void;
    undo(): void;
    redo(): void;
    next(step: 1 | -1): void;
  };
}

/** Pixels on the screen within which a corner or wall draws a point to itself. */
const REACH = 10;
/** Height of a number, as in the style sheet. Metres. */
const LABEL = 1.6;
const ARROWS: Record<string, Point> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const shifted = ([x, y]: Point, [dx, dy]: Point, step: number): Point => toCentimetre([x + dx * step, y + dy * step]);
type Drag = { kind: 'move'; from: Point; by: Point } | { kind: 'corner'; unit: UnitItem; at: readonly [number, number, number]; to: Point };

/** The plan to draw on. The pointer and the keyboard do the same things: what one drags, the other moves by 10 cm or a metre. */
export function Canvas({ items, outline, backdrop, clashes, chosen, tool, draft, start, on }: CanvasProps) {
  const { t } = useTranslation('editing');
  const box = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const help = useId();
  const [drag, setDrag] = useState<Drag | null>(null);
  const held = useRef(false);
  const [cross, setCross] = useState<Point | null>(null);
  const units = useMemo(() => unitsIn(items), [items]);
  const doors = useMemo(() => [...items.values()].filter((item): item is DoorItem => item.type === 'door'), [items]);
  // The frame stays where it was while one draws; it grows with the plan only when the page is opened again.
  const [frame] = useState(() => frameOf(units, outline, backdrop));
  const { scale, zoomBy } = useZoom(box, frame.width);
  const view = useView(box, frame, scale);
  // Made when something is first drawn to them: choosing alone needs none.
  const targets = useMemo(() => {
    let made: SnapTo | undefined;
    return () => (made ??= snapTargets([...units.filter(({ id }) => !chosen.has(id)).map(({ shape }) => shape), outline]));
  }, [units, chosen, outline]);
  const reach = REACH / scale;

  const placeOf = (event: PointerEvent): Point => {
    const matrix = svg.current?.getScreenCTM();
    if (!matrix) return [0, 0];
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return [x, y];
  };
  const chosenUnits = units.filter(({ id }) => chosen.has(id));

  const take = (pointer: number, what: Drag) => {
    held.current = true;
    svg.current?.setPointerCapture(pointer);
    setDrag(what);
  };
  const onPointerDown = (event: PointerEvent) => {
    held.current = false;
    // A second finger: both are for the plan as a whole.
    if (!event.isPrimary) return setDrag(null);
    if (event.button !== 0) return;
    const at = placeOf(event);
    const corner = (event.target as Element).closest<SVGElement>('[data-corner]')?.dataset.corner;
    const only = chosenUnits[0];
    if (tool !== 'select') return;
    if (corner && only) return take(event.pointerId, { kind: 'corner', unit: only, at: corner.split('.').map(Number) as [number, number, number], to: at });
    const id = (event.target as Element).closest<SVGElement>('[data-item]')?.dataset.item;
    if (!id) return;
    if (event.shiftKey) return;
    if (!chosen.has(id)) on.choose([id]);
    // A finger scrolls the plan until it has chosen something; only then it moves that.
    if (event.pointerType === 'touch' && !chosen.has(id)) return;
    take(event.pointerId, { kind: 'move', from: at, by: [0, 0] });
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!drag || !event.isPrimary) return;
    const at = placeOf(event);
    if (drag.kind === 'corner') return setDrag({ ...drag, to: snapPoint(at, targets(), reach) });
    const by: Point = [at[0] - drag.from[0], at[1] - drag.from[1]];
    if (Math.hypot(...by) * scale < 4 && Math.hypot(...drag.by) === 0) return;
    setDrag({ ...drag, by: snapMove(chosenUnits.flatMap(({ shape }) => shape), by, targets(), reach) });
  };
  const onPointerUp = () => {
    if (drag?.kind === 'corner') on.change(drag.unit.id, moveCorner(drag.unit, drag.at, toCentimetre(drag.to)));
    else if (drag && Math.hypot(...drag.by) > 0) on.move(toCentimetre(drag.by));
    setDrag(null);
  };
  const onClick = (event: PointerEvent) => {
    // What was held while it was pressed is chosen already; its click says that the whole plan was meant.
    if (held.current) return;
    if (tool !== 'select') return on.addPoint(snapPoint(placeOf(event), targets(), reach));
    const id = (event.target as Element).closest<SVGElement>('[data-item]')?.dataset.item;
    if (!id) return (event.target as Element).closest('[data-corner]') ? undefined : on.choose([]);
    if (event.shiftKey) on.choose(chosen.has(id) ? [...chosen].filter((each) => each !== id) : [...chosen, id]);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    const step = event.shiftKey ? 1 : 0.1;
    const key = event.key.toLowerCase();
    const acts: Record<string, () => void> = {
      escape: on.cancel,
      enter: () => (tool === 'select' ? undefined : on.finish()),
      ' ': () => tool !== 'select' && on.addPoint(toCentimetre(cross ?? start())),
      delete: on.remove,
      backspace: on.remove,
      n: () => on.next(1),
      p: () => on.next(-1),
    };
    const meta = event.ctrlKey || event.metaKey;
    if (meta && key === 'z') event.shiftKey ? on.redo() : on.undo();
    else if (meta && key === 'y') on.redo();
    else if (meta) return;
    else if (arrow && tool === 'select' && chosen.size > 0) on.move([arrow[0] * step, arrow[1] * step]);
    else if (arrow && tool !== 'select') setCross((now) => shifted(now ?? start(), arrow, step));
    else if (acts[key]) acts[key]();
    else return;
    event.preventDefault();
  };
  // The cross of the keyboard begins where one works, and shows only with a tool that needs places.
  useEffect(() => setCross(tool === 'select' ? null : start()), [tool]);

  const moving = drag?.kind === 'corner' ? chosenUnits.map((unit) => (unit.id === drag.unit.id ? moveCorner(unit, drag.at, drag.to) : unit)) : chosenUnits;
  const offset: Point = drag?.kind === 'move' ? drag.by : [0, 0];
  const labels = scale * LABEL >= 8;
  const handles = tool === 'select' && chosenUnits.length === 1 ? moving[0] : undefined;
  return (
    <div className={styles.frame}>
      <div className={styles.zoom}>
        <IconButton type="button" lined icon="plus" label={t('do.zoom-in')} onClick={() => zoomBy(1.5)} />
        <IconButton type="button" lined icon="minus" label={t('do.zoom-out')} onClick={() => zoomBy(1 / 1.5)} />
      </div>
      <div ref={box} className={styles.box} dir="ltr">
        <svg
          ref={svg}
          viewBox={`${frame.x} ${frame.y} ${frame.width} ${frame.height}`}
          style={{ inlineSize: frame.width * scale }}
          data-tool={tool}
          data-over={backdrop ? '' : undefined}
          tabIndex={0}
          role="application"
          aria-label={t('canvas.label')}
          aria-describedby={help}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={() => setDrag(null)}
          onClick={onClick as never}
          onDoubleClick={() => tool !== 'select' && on.finish()}
          onKeyDown={onKeyDown}
        >
          <path className={styles.floor} d={pathOf(outline)} fillRule="evenodd" />
          {backdrop && <image href={backdrop.href} width={backdrop.width} height={backdrop.height} transform={backdrop.transform} opacity={backdrop.opacity} preserveAspectRatio="none" className={styles.backdrop} />}
          <StillUnits units={units} chosen={chosen} label={labels} view={view} />
          <Doors doors={doors} chosen={chosen} offset={offset} view={view} />
          <g transform={`translate(${offset[0]} ${offset[1]})`}>
            {moving.map((unit) => (
              <Unit key={unit.id} unit={unit} chosen label={labels} />
            ))}
          </g>
          {clashes.map(({ id, theirs }) => theirs?.type === 'unit' && <path key={id} className={styles.theirs} d={pathOf(theirs.shape)} />)}
          {!drag && handles?.shape.flatMap((polygon, p) => polygon.flatMap((ring, r) => ring.slice(0, -1).map(([x, y], c) => <circle key={`${p}.${r}.${c}`} data-corner={`${p}.${r}.${c}`} className={styles.corner} cx={x} cy={y} r={6 / scale} />)))}
          {draft.length > 0 && <polyline className={styles.draft} points={[...draft, ...(cross ? [cross] : [])].map((p) => p.join(',')).join(' ')} />}
          {draft.map(([x, y]) => <circle key={`${x},${y}`} className={styles.corner} cx={x} cy={y} r={4 / scale} />)}
          {cross && <path className={styles.cross} d={`M${cross[0] - 12 / scale} ${cross[1]}h${24 / scale}M${cross[0]} ${cross[1] - 12 / scale}v${24 / scale}`} />}
        </svg>
      </div>
      <p id={help} className={styles.help}>
        {t('canvas.help')}
      </p>
    </div>
  );
}
