import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Edits, mergeUnits, moveItems, removeItems, splitUnit, unitsIn } from '../editing/acts.ts';
import { doorItem, unitItem } from '../editing/queries.server.ts';
import { edit, type Items, itemsOf, startWork } from '../editing/items.ts';
import { drawQuickPlan } from '../bringing/quick-plan.ts';
import type { ReadMap } from '../bringing/read-map.ts';
import { sameLine, sameShape } from '../bringing/same-shape.ts';
import { finish } from '../bringing/slices.ts';
import type { QuickPlan } from '../bringing/schema.ts';
import { readImdf } from './read.ts';
import { EXTENSION } from './schema.ts';
import { writingKept } from './write-kept.ts';
import { type MapToWrite, writeImdf } from './write.ts';

const derive = (kind: string, id: string) => `${kind}-${id}`;
const readText = (files: ReadonlyMap<string, string>): ReadMap => readImdf(new Map([...files].map(([name, text]) => [name, Buffer.from(text)])));
const rowsOf = <T extends { source: string }>(list: readonly T[]) => list.map(({ source, ...row }) => ({ ...row, id: source }));
const stored = ({ buildings, levels, units, openings, grids }: ReadMap): MapToWrite => ({ id: 'mall', name: { zh: 'Q' }, country: 'CN', buildings: rowsOf(buildings), levels: rowsOf(levels), units: rowsOf(units), openings: rowsOf(openings), grids: rowsOf(grids) });

/** An archive as somebody else would have written it: nothing of ours in it, properties of their own, every third room without a number. */
function foreign(plan: QuickPlan): Map<string, string> {
  const files = writeImdf(stored(drawQuickPlan(plan)), derive);
  return new Map([...files].map(([name, text]) => {
    const json = JSON.parse(text);
    for (const [at, feature] of json.features.entries()) {
      delete feature.properties[EXTENSION.member];
      Object.assign(feature.properties, { restriction: 'restricted', 'their.own': { $at: at } });
      if (name === 'unit.geojson' && at % 3 === 0) feature.properties.name = null;
    }
    return [name, JSON.stringify(json)];
  }));
}
const keptOf = (map: ReadMap) => new Map(map.files.map(({ file, head, features }) => [file, { head, features: features.map(({ id, json }) => ({ source: id, json })) }]));

const plans = fc.record({ levels: fc.constantFrom(1, 2), rows: fc.integer({ min: 1, max: 3 }), booths: fc.integer({ min: 2, max: 5 }) }).map((sizes): QuickPlan => ({ ...sizes, lowest: 1, width: 3, depth: 4, corridor: 2.5, numbering: 'level-running', building: 'auto' }));
const acts = fc.array(fc.record({ act: fc.constantFrom('move', 'split', 'merge', 'remove', 'renumber', 'close'), at: fc.nat(40), by: fc.integer({ min: 5, max: 25 }) }), { maxLength: 6 });
type Act = typeof acts extends fc.Arbitrary<(infer A)[]> ? A : never;

let made = 0;
function doTo(items: Items, { act, at, by }: Act): Edits {
  const units = unitsIn(items).filter(({ category }) => category === 'room' || category === 'unspecified');
  const one = units[at % Math.max(1, units.length)];
  if (!one) return [];
  if (act === 'move') return moveItems(items, new Set([one.id]), [by / 10, 0.3]);
  if (act === 'remove') return removeItems(items, new Set([one.id]), new Set());
  if (act === 'renumber') return [[one.id, { ...one, number: `N-${(made += 1)}` }]];
  if (act === 'close') return [[one.id, { ...one, lettable: false, number: '', category: 'storage' }]];
  if (act === 'merge') {
    const merged = mergeUnits(items, [one, units[(at + 1) % units.length]!].filter((each, i, all) => all.indexOf(each) === i), new Set());
    return typeof merged === 'string' ? [] : merged;
  }
  const x = Math.min(...one.shape.flat(2).map(([px]) => px)) + by / 10;
  return splitUnit(items, one, [[x, -100], [x, 100]], () => `new-${(made += 1)}`) ?? [];
}

/** The plan after somebody has edited its first level, as it would be stored. */
function edited(map: MapToWrite, steps: readonly Act[]): MapToWrite {
  const level = map.levels[0]!.id;
  const units = map.units.filter((unit) => unit.level === level);
  const doors = map.openings.filter((opening) => opening.level === level);
  const start = itemsOf([...units.map(({ id, ...row }) => unitItem({ _id: id, ...row })), ...doors.map(({ id, line, ...row }) => doorItem({ _id: id, line: line as [number, number][], ...row }))]);
  const items = steps.reduce((work, step) => edit(work, doTo(work.now, step)), startWork(start)).now;
  const before = new Map(units.map((unit) => [unit.id, unit]));
  const list = [...items.values()];
  return {
    ...map,
    units: [...map.units.filter((unit) => unit.level !== level), ...list.flatMap((item) => (item.type === 'unit' ? [{ ...before.get(item.id), ...item, level, number: item.number || undefined }] : []))],
    openings: [...map.openings.filter((opening) => opening.level !== level), ...list.flatMap((item) => (item.type === 'door' ? [{ id: item.id, level, line: item.line, unit: item.unit || undefined, kind: item.kind }] : []))],
  };
}

/** Facts of a plan in one order, shapes apart: they are compared to the half centimetre. */
const facts = ({ units, openings }: MapToWrite) => ({
  units: units.map(({ id, level, number, category, lettable }) => [id, level, number, category, lettable]).sort(),
  openings: openings.map(({ id, level, unit, kind }) => [id, level, unit, kind]).sort(),
});

describe('a plan that came by an archive', () => {
  test('goes out as it came where nobody changed it, and as it is where somebody did, whatever was done', () => {
    fc.assert(
      fc.property(plans, acts, (plan, steps) => {
        const came = readText(foreign(plan));
        const kept = keptOf(came);
        const now = edited(stored(came), steps);
        const files = finish(writingKept(now, kept, derive));
        const back = stored(readText(files));
        expect(facts(back)).toEqual(facts(now));
        const shapes = new Map(back.units.map(({ id, shape }) => [id, shape]));
        for (const { id, shape } of now.units) expect(sameShape(shapes.get(id), shape)).toBe(true);
        const lines = new Map(back.openings.map(({ id, line }) => [id, line]));
        for (const { id, line } of now.openings) expect(sameLine(lines.get(id) ?? [], line)).toBe(true);
        // Exported once more from the mall that it was brought into, it is the same to the letter.
        const again = finish(writingKept(back, keptOf(readText(files)), derive));
        expect(again).toEqual(files);
        if (steps.length === 0) for (const [file, { features }] of kept) for (const { json } of features) expect(files.get(file)).toContain(json);
      }),
      { numRuns: 60 },
    );
  });

  test('leaves a door with its room when another room is moved onto it', () => {
    const came = readText(foreign({ levels: 1, rows: 2, booths: 4, lowest: 1, width: 3, depth: 4, corridor: 2.5, numbering: 'level-running', building: 'auto' }));
    const now = edited(stored(came), [{ act: 'move', at: 5, by: 15 }]);
    expect(facts(stored(readText(finish(writingKept(now, keptOf(came), derive)))))).toEqual(facts(now));
  });

  test('stays on its plane when so many walls were moved that another would be measured', () => {
    const came = readText(foreign({ levels: 1, rows: 2, booths: 2, lowest: 1, width: 3, depth: 4, corridor: 2.5, numbering: 'level-running', building: 'auto' }));
    const now = edited(stored(came), [{ act: 'remove', at: 13, by: 5 }, { act: 'split', at: 0, by: 17 }, { act: 'close', at: 0, by: 5 }, { act: 'move', at: 17, by: 9 }, { act: 'merge', at: 31, by: 5 }]);
    const back = stored(readText(finish(writingKept(now, keptOf(came), derive))));
    expect(back.buildings.map(({ transform }) => transform)).toEqual(now.buildings.map(({ transform }) => transform));
    const shapes = new Map(back.units.map(({ id, shape }) => [id, shape]));
    for (const { id, shape } of now.units) expect(sameShape(shapes.get(id), shape)).toBe(true);
  });

  test('keeps what others said about a room whose wall was moved', () => {
    const came = readText(foreign({ levels: 1, lowest: 1, rows: 1, booths: 3, width: 3, depth: 4, corridor: 2, numbering: 'level-running', building: 'auto' }));
    const map = stored(came);
    const room = map.units.find(({ number }) => number === 'F1-002')!;
    const moved = { ...map, units: map.units.map((unit) => (unit === room ? { ...unit, shape: [[[[3, 2], [7, 2], [7, 6], [3, 6], [3, 2]]]] as typeof unit.shape } : unit)) };
    const before = JSON.parse(keptOf(came).get('unit.geojson')!.features.find(({ source }) => source === room.id)!.json);
    const after = JSON.parse(finish(writingKept(moved, keptOf(came), derive)).get('unit.geojson')!).features.find(({ id }: { id: string }) => id === room.id);
    expect(after.properties).toMatchObject({ ...before.properties, [EXTENSION.member]: { came: true } });
    expect(after.geometry).not.toEqual(before.geometry);
  });

  test('takes a building along that was drawn here, and the grids', () => {
    const came = readText(foreign({ levels: 1, lowest: 1, rows: 1, booths: 2, width: 3, depth: 4, corridor: 2, numbering: 'level-running', building: 'auto' }));
    const drawn = stored(drawQuickPlan({ levels: 1, lowest: 1, rows: 1, booths: 3, width: 3, depth: 4, corridor: 2, numbering: 'running', building: 'new' }));
    const rename = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll('"quick:', '"second:'));
    const [first, second] = [stored(came), rename(drawn)];
    const lettable = [...first.units, ...second.units].filter((unit) => unit.lettable).map(({ id }) => id);
    const grids = [{ id: 'g1', number: 1, hue: 2, weave: 3, units: lettable.slice(0, 2) }, { id: 'g2', number: 7, hue: 4, weave: 5, apart: 'too-small', units: lettable.slice(2) }];
    const both = { ...first, buildings: [...first.buildings, ...second.buildings], levels: [...first.levels, ...second.levels], units: [...first.units, ...second.units], openings: [...first.openings, ...second.openings], grids };
    const back = readText(finish(writingKept(both, keptOf(came), derive)));
    expect(facts(stored(back))).toEqual(facts(both));
    expect(stored(back).grids).toEqual(grids);
    expect(back.buildings.map(({ source }) => source)).toEqual(['quick:building', 'second:building']);
  });
});
