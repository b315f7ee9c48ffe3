import { type KeyboardEvent, memo, type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#app/components/button.tsx';
import type { PlacedPicture } from '../backdrops/queries.server.ts';
import { boundsOf, type Point, type Polygon } from '../geometry.ts';
import { isCorridor } from '../neighbours.ts';
import { shortNumber } from '../short-number.ts';
import { moveCorner, unitsIn } from './acts.ts';
import type { Clash, DoorItem, Item, Items, UnitItem } from './items.ts';
import { middleOf, toCentimetre } from './shapes.ts';
import { snapMove, snapPoint, snapTargets } from './snapping.ts';
import type { Tool } from './tools.tsx';
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
const MARGIN = 4;
/** Height of a number, as in the style sheet. Metres. */
const LABEL = 1.6;
const ARROWS: Record<string, Point> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const shifted = ([x, y]: Point, [dx, dy]: Point, step: number): Point => toCentimetre([x + dx * step, y + dy * step]);
const pathOf = (shape: readonly Polygon[]): string => shape.flat().map((ring) => `M${ring.slice(0, -1).map(([x, y]) => `${x} ${y}`).join('L')}Z`).join('');

const Unit = memo(function Unit({ unit, chosen, label }: { unit: UnitItem; chosen: boolean; label: boolean }) {
  if (unit.shape.length === 0) return null;
  const look = chosen ? styles.on : isCorridor(unit.category) ? styles.way : unit.lettable ? styles.booth : styles.service;
  const [x, y] = middleOf(unit.shape);
  return (
    <g data-item={unit.id}>
      <path className={look} d={pathOf(unit.shape)} fillRule="evenodd" />
      {label && unit.number && (
        <text x={x} y={y} className={chosen ? styles.onLabel : undefined}>
          {shortNumber(unit.number)}
        </text>
      )}
    </g>
  );
});

type Drag = { kind: 'move'; from: Point; by: Point } | { kind: 'corner'; unit: UnitItem; at: readonly [number, number, number]; to: Point };

/** The plan to draw on. The pointer and the keyboard do the same things: what one drags, the other moves by 10 cm or a metre. */
export function Canvas({ items, outline, backdrop, clashes, chosen, tool, draft, start, on }: CanvasProps) {
  const { t } = useTranslation('editing');
  const box = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const help = useId();
  const [width, setWidth] = useState(900);
  const [zoom, setZoom] = useState(1);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [cross, setCross] = useState<Point | null>(null);
  useEffect(() => {
    if (box.current) setWidth(box.current.clientWidth);
  }, []);
  const units = useMemo(() => unitsIn(items), [items]);
  const doors = useMemo(() => [...items.values()].filter((item): item is DoorItem => item.type === 'door'), [items]);
  // The frame stays where it was while one draws; it grows with the plan only when the page is opened again.
  const [frame] = useState(() => frameOf(units, outline, backdrop));
  const scale = (Math.max(width, 600) / frame.width) * zoom;
  const targets = useMemo(() => snapTargets([...units.filter(({ id }) => !chosen.has(id)).map(({ shape }) => shape), outline]), [units, chosen, outline]);
  const reach = REACH / scale;

  const placeOf = (event: PointerEvent): Point => {
    const matrix = svg.current?.getScreenCTM();
    if (!matrix) return [0, 0];
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    return [x, y];
  };
  const chosenUnits = units.filter(({ id }) => chosen.has(id));

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const at = placeOf(event);
    const corner = (event.target as Element).closest<SVGElement>('[data-corner]')?.dataset.corner;
    const only = chosenUnits[0];
    if (tool !== 'select') return;
    if (corner && only) {
      svg.current?.setPointerCapture(event.pointerId);
      return setDrag({ kind: 'corner', unit: only, at: corner.split('.').map(Number) as [number, number, number], to: at });
    }
    const id = (event.target as Element).closest<SVGElement>('[data-item]')?.dataset.item;
    if (!id) return;
    if (event.shiftKey) return;
    if (!chosen.has(id)) on.choose([id]);
    // A finger scrolls the plan until it has chosen something; only then it moves that.
    if (event.pointerType === 'touch' && !chosen.has(id)) return;
    svg.current?.setPointerCapture(event.pointerId);
    setDrag({ kind: 'move', from: at, by: [0, 0] });
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!drag) return;
    const at = placeOf(event);
    if (drag.kind === 'corner') return setDrag({ ...drag, to: snapPoint(at, snapTargets([...units.filter(({ id }) => id !== drag.unit.id).map(({ shape }) => shape), outline]), reach) });
    const by: Point = [at[0] - drag.from[0], at[1] - drag.from[1]];
    if (Math.hypot(...by) * scale < 4 && Math.hypot(...drag.by) === 0) return;
    setDrag({ ...drag, by: snapMove(chosenUnits.flatMap(({ shape }) => shape), by, targets, reach) });
  };
  const onPointerUp = () => {
    if (drag?.kind === 'corner') on.change(drag.unit.id, moveCorner(drag.unit, drag.at, toCentimetre(drag.to)));
    else if (drag && Math.hypot(...drag.by) > 0) on.move(toCentimetre(drag.by));
    setDrag(null);
  };
  const onClick = (event: PointerEvent) => {
    if (tool !== 'select') return on.addPoint(snapPoint(placeOf(event), targets, reach));
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

  const shownUnits = drag?.kind === 'corner' ? units.map((unit) => (unit.id === drag.unit.id ? moveCorner(unit, drag.at, drag.to) : unit)) : units;
  const offset: Point = drag?.kind === 'move' ? drag.by : [0, 0];
  const labels = scale * LABEL >= 8;
  const handles = tool === 'select' && chosenUnits.length === 1 ? shownUnits.find(({ id }) => id === chosenUnits[0]!.id) : undefined;
  return (
    <div className={styles.frame}>
      <div className={styles.zoom}>
        <IconButton type="button" lined icon="plus" label={t('do.zoom-in')} onClick={() => setZoom((now) => Math.min(12, now * 1.5))} />
        <IconButton type="button" lined icon="minus" label={t('do.zoom-out')} onClick={() => setZoom((now) => Math.max(1, now / 1.5))} />
      </div>
      <div ref={box} className={styles.box} dir="ltr">
        <svg
          ref={svg}
          viewBox={`${frame.x} ${frame.y} ${frame.width} ${frame.height}`}
          style={{ inlineSize: frame.width * scale }}
          data-tool={tool}
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
          {shownUnits.map((unit) => !chosen.has(unit.id) && <Unit key={unit.id} unit={unit} chosen={false} label={labels} />)}
          {doors.map((door) => {
            const [[x1, y1], [x2, y2]] = door.line as [Point, Point];
            const moved = chosen.has(door.id) || chosen.has(door.unit) ? offset : [0, 0];
            return <line key={door.id} data-item={door.id} className={chosen.has(door.id) ? styles.onDoor : styles.door} x1={x1 + moved[0]!} y1={y1 + moved[1]!} x2={x2 + moved[0]!} y2={y2 + moved[1]!} />;
          })}
          <g transform={`translate(${offset[0]} ${offset[1]})`}>
            {shownUnits.map((unit) => chosen.has(unit.id) && <Unit key={unit.id} unit={unit} chosen label={labels} />)}
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

function frameOf(units: readonly UnitItem[], outline: readonly Polygon[], backdrop: PlacedPicture | null): { x: number; y: number; width: number; height: number } {
  const { minX, minY, maxX, maxY } = boundsOf([...units.flatMap(({ shape }) => shape.flat(2)), ...outline.flat(2), ...(backdrop?.corners ?? [])]);
  if (!Number.isFinite(minX)) return { x: -MARGIN, y: -MARGIN, width: 60, height: 40 };
  return { x: minX - MARGIN, y: minY - MARGIN, width: maxX - minX + 2 * MARGIN, height: maxY - minY + 2 * MARGIN };
}
