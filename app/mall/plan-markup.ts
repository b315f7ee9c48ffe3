import { LABEL_SIZES } from './label-sizes.ts';
import type { LevelDrawing } from './plan-svg.ts';
import { shortNumber } from './short-number.ts';
import { clothId, clothPattern } from './weaves.ts';

export interface PlanUnit {
  id: string;
  number?: string;
  category: string;
  lettable: boolean;
  grid?: string;
}
export interface PlanGrid {
  id: string;
  number: number;
  hue: number;
  weave: number;
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Icons of the sprite for what isn't a shop, by IMDF category. */
const SERVICE_ICONS: Record<string, string> = {
  stairs: 'stairs',
  steps: 'stairs',
  elevator: 'elevator',
  escalator: 'escalator-up',
  restroom: 'man',
  'restroom.female': 'woman',
  'restroom.male': 'man',
  'restroom.unisex': 'man',
  storage: 'truck-loading',
};
const WALKED = new Set(['walkway', 'lobby', 'footbridge', 'ramp', 'concourse', 'openarea']);

/**
 * The plan of a level as one SVG fragment, the same for every reader, so that it is made once and remembered. Every lettable
 * unit is a link (`data-u`), so that the plan works without script. What differs by reader (chosen, marks) is drawn over it.
 * @param sprite address of the icon sprite
 * @param address of the page that a unit opens in; null for a picture in which nothing can be pressed. There a grid is one
 *   path: a browser that makes a PDF draws a weave as a picture of the whole sheet for each path (44 MB an A3 sheet otherwise)
 */
export function planMarkup(drawing: LevelDrawing, units: readonly PlanUnit[], grids: readonly PlanGrid[], sprite: string, address: string | null): string {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const gridById = new Map(grids.map((grid) => [grid.id, grid]));
  const scale = Math.max(2, Math.round(drawing.viewBox[2] / 700));
  const pairs = new Map(grids.map(({ hue, weave }) => [clothId(hue, weave), clothPattern(hue, weave, scale)]));
  const parts = [`<defs>${[...pairs.values()].join('')}</defs>`, `<path class="floor" fill-rule="evenodd" d="${drawing.outline}"/>`];
  const shops = new Map<string, string[]>();
  const numbers = new Map<number, string[]>();
  for (const { id, d, x, y, width } of drawing.units) {
    const unit = byId.get(id);
    if (!unit) continue;
    if (unit.lettable) {
      const text = shortNumber(unit.number ?? '');
      const size = text && sizeOf(text, width);
      if (size) pushTo(numbers, size, `<text x="${x}" y="${y}">${escape(text)}</text>`);
      const link = `<a data-u="${escape(id)}" data-at="${x},${y}" href="${address}&amp;unit=${encodeURIComponent(id)}#plan" aria-label="${escape(unit.number ?? '')}"><path d="${d}"/></a>`;
      pushTo(shops, unit.grid ?? '', address === null ? d : link);
    } else {
      parts.push(`<path class="${WALKED.has(unit.category) ? 'way' : 'service'}" fill-rule="evenodd" d="${d}"/>`);
      const icon = SERVICE_ICONS[unit.category];
      if (icon) parts.push(`<use class="sign" href="${sprite}#${icon}" x="${x - 24}" y="${y - 24}" width="48" height="48"/>`);
    }
  }
  for (const [grid, links] of shops) {
    const cloth = gridById.get(grid);
    const fill = cloth ? ` style="fill:url(#${clothId(cloth.hue, cloth.weave)})"` : '';
    const all = links.join('');
    parts.push(`<g class="shops"${fill}>${address === null ? `<path d="${all}"/>` : all}</g>`);
  }
  parts.push(`<path class="doors" d="${drawing.doors}"/>`);
  // Apart from the links and together by size: at another zoom a whole group comes or goes, without a look at 5,000 numbers.
  for (const [size, texts] of numbers) parts.push(`<g class="numbers n${size}" aria-hidden="true" font-size="${size}">${texts.join('')}</g>`);
  const plates: string[] = [];
  for (const { grid, d, plate } of drawing.grids) {
    const cloth = gridById.get(grid);
    if (!cloth) continue;
    const line = `var(--mh-map-${cloth.hue}-line)`;
    parts.push(`<path class="edge" style="stroke:${line}" d="${d}"/>`);
    plates.push(`<g class="plate" transform="translate(${plate[0]} ${plate[1]})"><g><rect x="-42" y="-28" width="84" height="56" rx="10" style="fill:${line}"/><text>${cloth.number}</text></g></g>`);
  }
  return `${parts.join('')}<g data-scaled>${plates.join('')}</g>`;
}

/** The largest size at which a number has room in its unit; where none has, none: the list has it. */
const sizeOf = (text: string, width: number): number | undefined => LABEL_SIZES.find((each) => width >= text.length * each * 0.63);

function pushTo<K>(groups: Map<K, string[]>, key: K, part: string): void {
  const group = groups.get(key);
  if (group) group.push(part);
  else groups.set(key, [part]);
}
