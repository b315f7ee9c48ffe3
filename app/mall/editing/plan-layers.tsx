import { memo } from 'react';
import type { PlacedPicture } from '../backdrops/queries.server.ts';
import { boundsOf, type Point, type Polygon } from '../geometry.ts';
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

/** What stands still while something is dragged: thousands of booths that aren't looked at again until the plan or the choice changes. */
export const StillUnits = memo(function StillUnits({ units, chosen, label }: { units: readonly UnitItem[]; chosen: ReadonlySet<string>; label: boolean }) {
  return <>{units.map((unit) => !chosen.has(unit.id) && <Unit key={unit.id} unit={unit} chosen={false} label={label} />)}</>;
});

interface DoorsProps {
  doors: readonly DoorItem[];
  chosen: ReadonlySet<string>;
  /** By how much what is chosen is being dragged. Metres. */
  offset: Point;
}

const goes = (door: DoorItem, chosen: ReadonlySet<string>): boolean => chosen.has(door.id) || chosen.has(door.unit);

function Door({ door, chosen }: { door: DoorItem; chosen: boolean }) {
  const [[x1, y1], [x2, y2]] = door.line as [Point, Point];
  return <line data-item={door.id} className={chosen ? styles.onDoor : styles.door} x1={x1} y1={y1} x2={x2} y2={y2} />;
}

const StillDoors = memo(function StillDoors({ doors, chosen }: Omit<DoorsProps, 'offset'>) {
  return <>{doors.map((door) => !goes(door, chosen) && <Door key={door.id} door={door} chosen={false} />)}</>;
});

/** Doors; those of a chosen booth go with it. */
export function Doors({ doors, chosen, offset }: DoorsProps) {
  return (
    <>
      <StillDoors doors={doors} chosen={chosen} />
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
