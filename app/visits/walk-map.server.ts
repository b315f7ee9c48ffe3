import { getLevelPlan, listLevels } from '#app/mall/plan.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { StopCard } from './day.server.ts';

/** Levels drawn; a grid has units on one or two. */
const MOST_LEVELS = 3;
/** What is shown around her shops, in drawing units: a few booths to find the way by. */
const AROUND = 600;

/** A piece of one floor with today's shops on it, numbered as in her list. */
export interface WalkMap {
  level: string;
  shortName: string;
  viewBox: [number, number, number, number];
  /** Outlines of all booths around. */
  ground: string;
  stops: { merchant: string; order: number; d: string; x: number; y: number }[];
}

/** Small: outlines alone, and only around her shops. The list beside it says the same. */
export async function walkMapsOf(mall: KnownMall, stops: readonly Pick<StopCard, 'merchant' | 'unit' | 'level'>[]): Promise<WalkMap[]> {
  const wanted = [...new Set(stops.flatMap(({ level }) => level?.id ?? []))].slice(0, MOST_LEVELS);
  if (wanted.length === 0) return [];
  const cards = (await listLevels(mall._id)).levels.filter(({ _id }) => wanted.includes(_id));
  const maps = await Promise.all(
    cards.map(async (card): Promise<WalkMap | null> => {
      const { places } = await getLevelPlan(mall, card);
      const here = stops.flatMap(({ merchant, unit, level }, at) => {
        const place = level?.id === card._id && unit ? places.get(unit.id) : undefined;
        return place ? [{ merchant, order: at + 1, d: place.d, x: place.x, y: place.y }] : [];
      });
      if (here.length === 0) return null;
      const [xs, ys] = [here.map(({ x }) => x), here.map(({ y }) => y)];
      const [left, top] = [Math.min(...xs) - AROUND, Math.min(...ys) - AROUND];
      const viewBox: WalkMap['viewBox'] = [left, top, Math.max(...xs) + AROUND - left, Math.max(...ys) + AROUND - top];
      const inside = [...places.values()].filter(({ x, y }) => x >= left && x <= left + viewBox[2] && y >= top && y <= top + viewBox[3]);
      return { level: card._id, shortName: card.shortName, viewBox, ground: inside.map(({ d }) => d).join(''), stops: here };
    }),
  );
  return maps.flatMap((map) => map ?? []);
}
