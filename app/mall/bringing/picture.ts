import { drawLevel } from '../plan-svg.ts';
import { planMarkup } from '../plan-markup.ts';
import type { ReadMap } from './read-map.ts';

export interface LevelPicture {
  viewBox: [number, number, number, number];
  markup: string;
}

/** One level of a set as the map would draw it; nothing in it can be pressed yet. @param sprite address of the icons */
export function drawPicture(map: Pick<ReadMap, 'levels' | 'units' | 'openings'>, level: string, sprite: string): LevelPicture {
  const units = map.units.filter((unit) => unit.level === level);
  const drawing = drawLevel({
    outline: map.levels.find(({ source }) => source === level)?.outline,
    units: units.map(({ source, category, shape, label, name }) => ({ id: source, category, shape, label, named: Boolean(name) })),
    doors: map.openings.filter((opening) => opening.level === level).map(({ line }) => line),
  });
  const markup = planMarkup(drawing, units.map(({ source, number, category, lettable }) => ({ id: source, number, category, lettable })), [], sprite, null);
  return { viewBox: drawing.viewBox, markup };
}
