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
 */
export function planMarkup(drawing: LevelDrawing, units: readonly PlanUnit[], grids: readonly PlanGrid[], sprite: string, address: string): string {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const gridById = new Map(grids.map((grid) => [grid.id, grid]));
  const scale = Math.max(2, Math.round(drawing.viewBox[2] / 700));
  const pairs = new Map(grids.map(({ hue, weave }) => [clothId(hue, weave), clothPattern(hue, weave, scale)]));
  const parts = [`<defs>${[...pairs.values()].join('')}</defs>`, `<path class="floor" fill-rule="evenodd" d="${drawing.outline}"/>`];
  const shops = new Map<string, string[]>();
  for (const { id, d, x, y, width } of drawing.units) {
    const unit = byId.get(id);
    if (!unit) continue;
    if (unit.lettable) {
      const label = unit.number ? labelOf(shortNumber(unit.number), x, y, width) : '';
      const link = `<a data-u="${escape(id)}" href="${address}&amp;unit=${encodeURIComponent(id)}#plan" aria-label="${escape(unit.number ?? '')}"><path d="${d}"/>${label}</a>`;
      shops.set(unit.grid ?? '', [...(shops.get(unit.grid ?? '') ?? []), link]);
    } else {
      parts.push(`<path class="${WALKED.has(unit.category) ? 'way' : 'service'}" fill-rule="evenodd" d="${d}"/>`);
      const icon = SERVICE_ICONS[unit.category];
      if (icon) parts.push(`<use class="sign" href="${sprite}#${icon}" x="${x - 24}" y="${y - 24}" width="48" height="48"/>`);
    }
  }
  for (const [grid, links] of shops) {
    const cloth = gridById.get(grid);
    const fill = cloth ? ` style="fill:url(#${clothId(cloth.hue, cloth.weave)})"` : '';
    parts.push(`<g class="shops"${fill}>${links.join('')}</g>`);
  }
  parts.push(`<path class="doors" d="${drawing.doors}"/>`);
  for (const { grid, d, plate } of drawing.grids) {
    const cloth = gridById.get(grid);
    if (!cloth) continue;
    const line = `var(--mh-map-${cloth.hue}-line)`;
    parts.push(`<path class="edge" style="stroke:${line}" d="${d}"/>`);
    parts.push(`<g class="plate" transform="translate(${plate[0]} ${plate[1]})"><g><rect x="-42" y="-28" width="84" height="56" rx="10" style="fill:${line}"/><text>${cloth.number}</text></g></g>`);
  }
  return parts.join('');
}

/** The largest number that has room in its unit; where none has, none: the list has it. */
function labelOf(text: string, x: number, y: number, width: number): string {
  const size = LABEL_SIZES.find((each) => width >= text.length * each * 0.63);
  return size ? `<text class="n${size}" x="${x}" y="${y}" font-size="${size}">${escape(text)}</text>` : '';
}
