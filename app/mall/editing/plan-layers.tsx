import { memo, useMemo } from 'react';
import type { PlacedPicture } from '../backdrops/queries.server.ts';
import { type Bounds, boundsOf, boxesMeet, type Point, type Polygon } from '../geometry.ts';
import { isCorridor } from '../neighbours.ts';
import { shortNumber } from '../short-number.ts';
import type { DoorItem, UnitItem } from './items.ts';
import { middleOf } from './shapes.ts';
import styles from './editing.module.css';

const MARGIN = 4;

export const pathOf = (shape: readonly Polygon[]): string => shape.flat().map((ring) => `M${ring.slice(0, -1).map(([x, y]) => `${x} ${y}`).join('L')}Z`).join('');

export const Unit = memo(function Unit({ unit, chosen, label }: { unit: UnitItem; chosen: boolean; label: boolean }) {
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

/** Things that are drawn, or left alone, together. */
const SLICE = 100;
function slicesOf<T>(all: readonly T[], pointsOf: (one: T) => readonly Point[]): { all: T[]; box: Bounds }[] {
  return Array.from({ length: Math.ceil(all.length / SLICE) }, (_, i) => {
    const slice = all.slice(i * SLICE, (i + 1) * SLICE);
    return { all: slice, box: boundsOf(slice.flatMap(pointsOf)) };
  });
}
const cornersOf = ({ shape }: UnitItem): Point[] => shape.flat(2);
const endsOf = ({ line }: DoorItem): Point[] => line;

interface Slice<T> {
  all: readonly T[];
  chosen: ReadonlySet<string>;
  label?: boolean;
}
/** Whether nothing of a slice has to be drawn again. `isChosen`: what is chosen is drawn apart. */
const isSameSlice = <T,>(isChosen: (one: T, chosen: ReadonlySet<string>) => boolean) => (one: Slice<T>, next: Slice<T>) =>
  one.label === next.label && one.all.length === next.all.length && one.all.every((each, i) => each === next.all[i] && isChosen(each, one.chosen) === isChosen(each, next.chosen));

const chooses = ({ id }: UnitItem, chosen: ReadonlySet<string>): boolean => chosen.has(id);

const UnitSlice = memo(function UnitSlice({ all, chosen, label }: Slice<UnitItem>) {
  return <>{all.map((unit) => !chooses(unit, chosen) && <Unit key={unit.id} unit={unit} chosen={false} label={label ?? false} />)}</>;
}, isSameSlice(chooses));

interface StillProps {
  units: readonly UnitItem[];
  chosen: ReadonlySet<string>;
  label: boolean;
  /** Slices outside of it aren't drawn. */
  view: Bounds;
}

/** What stands still: of thousands of booths only those in sight, and near an edit or a choice, are looked at again. */
export const StillUnits = memo(function StillUnits({ units, chosen, label, view }: StillProps) {
  const slices = useMemo(() => slicesOf(units, cornersOf), [units]);
  return <>{slices.map(({ all, box }, i) => boxesMeet(box, view) && <UnitSlice key={i} all={all} chosen={chosen} label={label} />)}</>;
});

interface DoorsProps {
  doors: readonly DoorItem[];
  chosen: ReadonlySet<string>;
  /** By how much what is chosen is being dragged. Metres. */
  offset: Point;
  view: Bounds;
}

const goes = (door: DoorItem, chosen: ReadonlySet<string>): boolean => chosen.has(door.id) || chosen.has(door.unit);

function Door({ door, chosen }: { door: DoorItem; chosen: boolean }) {
  const [[x1, y1], [x2, y2]] = door.line as [Point, Point];
  return <line data-item={door.id} className={chosen ? styles.onDoor : styles.door} x1={x1} y1={y1} x2={x2} y2={y2} />;
}

const DoorSlice = memo(function DoorSlice({ all, chosen }: Slice<DoorItem>) {
  return <>{all.map((door) => !goes(door, chosen) && <Door key={door.id} door={door} chosen={false} />)}</>;
}, isSameSlice(goes));

const StillDoors = memo(function StillDoors({ doors, chosen, view }: Omit<DoorsProps, 'offset'>) {
  const slices = useMemo(() => slicesOf(doors, endsOf), [doors]);
  return <>{slices.map(({ all, box }, i) => boxesMeet(box, view) && <DoorSlice key={i} all={all} chosen={chosen} />)}</>;
});

/** Doors; those of a chosen booth go with it. */
export function Doors({ doors, chosen, offset, view }: DoorsProps) {
  return (
    <>
      <StillDoors doors={doors} chosen={chosen} view={view} />
      <g transform={`translate(${offset[0]} ${offset[1]})`}>{doors.map((door) => goes(door, chosen) && <Door key={door.id} door={door} chosen={chosen.has(door.id)} />)}</g>
    </>
  );
}

/** What the drawing shows at least: the plan, and the picture under it. Metres. */
export function frameOf(units: readonly UnitItem[], outline: readonly Polygon[], backdrop: PlacedPicture | null): { x: number; y: number; width: number; height: number } {
  const { minX, minY, maxX, maxY } = boundsOf([...units.flatMap(({ shape }) => shape.flat(2)), ...outline.flat(2), ...(backdrop?.corners ?? [])]);
  if (!Number.isFinite(minX)) return { x: -MARGIN, y: -MARGIN, width: 60, height: 40 };
  return { x: minX - MARGIN, y: minY - MARGIN, width: maxX - minX + 2 * MARGIN, height: maxY - minY + 2 * MARGIN };
}
