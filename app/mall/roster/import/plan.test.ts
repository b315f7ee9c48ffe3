import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActKind, type KnownShop, type PlannedRow, planRows, type Roster, type Slot, slotKey } from './plan.ts';
import type { ShopRow } from './read-row.ts';

const UNITS = new Map(['1', '2', '3', '4'].map((number) => [number, [`u${number}`]]));
const counter = () => {
  let at = 0;
  return () => `id${String((at += 1)).padStart(4, '0')}`;
};
const contactKey = (phone: string) => phone || undefined;
const row = (line: number, booth: string, name: string, more: Partial<ShopRow> = {}) => ({ row: { line, booth, part: '', names: name ? { zh: name } : {}, trade: '', contact: '', wishedTime: '', ...more }, cells: {}, problems: [] });
const shop = (zh: string, more: Partial<KnownShop> = {}): KnownShop => ({ names: { zh }, trade: 'shoes', wishedTime: '', ...more });

function rosterOf(shops: Record<string, KnownShop>, places: Record<string, string>): Roster {
  const slots = new Map(Object.entries(places).map(([number, merchant]): [string, Slot] => [slotKey(`u${number}`, ''), { tenancy: `t${number}`, merchant }]));
  return { units: UNITS, slots, shops: new Map(Object.entries(shops)) };
}

/** What the database does with a plan, in memory; throws where a row isn't as the plan expected. */
function done({ units, slots, shops }: Roster, planned: readonly PlannedRow[]): Roster {
  const [places, known] = [new Map(slots), new Map(shops)];
  for (const { row: from, act } of planned) {
    if (act.kind === 'bad' || act.kind === 'same') continue;
    const was = act.isNew ? { names: from.names, trade: from.trade || 'other', wishedTime: from.wishedTime, contactKey: contactKey(from.contact) } : known.get(act.merchant!)!;
    const set = act.set ?? {};
    known.set(act.merchant!, { ...was, ...set, names: { ...was.names, ...set.names }, contactKey: set.contact ? contactKey(set.contact) : was.contactKey });
    for (const ended of act.ends ?? []) {
      const place = [...places].find(([, slot]) => slot.tenancy === ended);
      if (!place) throw new Error(`Tenancy ${ended} had ended before.`);
      places.delete(place[0]);
    }
    if (act.unit) {
      const key = slotKey(act.unit, from.part);
      if (places.has(key)) throw new Error(`Two shops in ${key}.`);
      places.set(key, { tenancy: act.begins!, merchant: act.merchant! });
    }
  }
  for (const { act } of planned) for (const closed of act.closes ?? []) known.delete(closed);
  return { units, slots: places, shops: known };
}

const newPhone = counter();
const kinds = (planned: readonly PlannedRow[]): ActKind[] => planned.map(({ act }) => act.kind);
const plan = (read: Parameters<typeof planRows>[0], roster: Roster) => planRows(read, roster, { newId: counter(), contactKey });

describe('what a row does', () => {
  const roster = rosterOf({ a: shop('老街馕饼'), b: shop('明月眼镜', { contactKey: '13900000001' }) }, { 1: 'a', 2: 'b' });

  it('finds the shop of the booth by a name that is spelled a little differently, and changes the name only', () => {
    const [planned] = plan([row(2, '1', '老街馕饼店')], roster);
    expect(planned?.act).toEqual({ kind: 'change', merchant: 'a', set: { names: { zh: '老街馕饼店' } } });
  });

  it('finds it by the phone where the sign is new', () => {
    const [planned] = plan([row(2, '2', '星光视力', { contact: '13900000001' })], roster);
    expect(planned?.act).toMatchObject({ kind: 'change', merchant: 'b', set: { names: { zh: '星光视力' } } });
  });

  it('never takes anything away where a cell is empty', () => {
    expect(kinds(plan([row(2, '2', '明月眼镜')], roster))).toEqual(['same']);
  });

  it('puts a new shop into a vacant booth', () => {
    const [planned] = plan([row(2, '3', '织锦坊', { trade: 'fabrics' })], roster);
    expect(planned?.act).toMatchObject({ kind: 'new', isNew: true, unit: 'u3', expects: null, ends: [] });
  });

  it('closes the old tenancy, and the shop that has no booth left, where the booth has another shop now', () => {
    const [planned] = plan([row(2, '1', '织锦坊')], roster);
    expect(planned?.act).toMatchObject({ kind: 'replace', isNew: true, expects: 't1', ends: ['t1'], closes: ['a'] });
  });

  it('moves a shop that stands in another booth now', () => {
    const [planned] = plan([row(2, '3', '老街馕饼')], roster);
    expect(planned?.act).toMatchObject({ kind: 'move', merchant: 'a', ends: ['t1'], expects: null });
  });

  it('gives it a booth more where the file has both with its phone; by the name alone it is another shop', () => {
    const contact = '13900000001';
    expect(kinds(plan([row(2, '2', '明月眼镜', { contact }), row(3, '3', '明月眼镜', { contact })], roster))).toEqual(['same', 'booth']);
    expect(kinds(plan([row(2, '1', '老街馕饼'), row(3, '3', '老街馕饼')], roster))).toEqual(['same', 'new']);
  });

  it('takes no two shops of a new list for one on their name alone', () => {
    const planned = plan([row(2, '3', '百货'), row(3, '4', '百货')], roster);
    expect(kinds(planned)).toEqual(['new', 'new']);
    expect(planned[0]?.act.merchant).not.toBe(planned[1]?.act.merchant);
  });

  it('lets two shops change places', () => {
    const planned = plan([row(2, '1', '明月眼镜'), row(3, '2', '老街馕饼')], roster);
    expect(kinds(planned)).toEqual(['replace', 'booth']);
    const after = done(roster, planned);
    expect([after.slots.get('u1|')?.merchant, after.slots.get('u2|')?.merchant]).toEqual(['b', 'a']);
    expect(after.shops.size).toBe(2);
  });

  it('sublets a part of a booth and leaves its shop where it is', () => {
    const planned = plan([row(2, '1', '小小钥匙', { part: 'A' })], roster);
    expect(planned[0]?.act).toMatchObject({ kind: 'new', expects: null });
    expect(done(roster, planned).slots.get('u1|')?.merchant).toBe('a');
  });

  it('does not guess which of two shops of one name is meant', () => {
    const twins = rosterOf({ a: shop('百货'), b: shop('百货') }, { 1: 'a', 2: 'b' });
    expect(kinds(plan([row(2, '3', '百货')], twins))).toEqual(['new']);
    const [told] = plan([row(2, '3', '百货', { contact: '777777' })], rosterOf({ a: shop('百货', { contactKey: '777777' }), b: shop('百货') }, { 1: 'a', 2: 'b' }));
    expect(told?.act).toMatchObject({ kind: 'move', merchant: 'a' });
  });

  it.each([
    ['no-such-booth', [row(2, '9', '织锦坊')], 0],
    ['twice', [row(2, '3', '织锦坊'), row(3, '3', '花布')], 1],
    ['conflict', [row(2, '2', '明月眼镜', { trade: 'tea', contact: '13900000001' }), row(3, '3', '明月眼镜', { trade: 'toys', contact: '13900000001' })], 1],
    ['there-already', [row(2, '2', '明月眼镜', { contact: '13900000001' }), row(3, '2', '明月眼镜', { part: 'A', contact: '13900000001' })], 1],
  ])('gives back with a reason: %s', (reason, read, at) => {
    expect(plan(read, roster)[at]?.act).toMatchObject({ kind: 'bad', problems: [{ key: `roster:problem.${reason}` }] });
  });

  it('gives back a booth whose number stands on two doors', () => {
    const double = { ...roster, units: new Map([['1', ['u1', 'u5']]]) };
    expect(plan([row(2, '1', '织锦坊')], double)[0]?.act.problems).toEqual([{ key: 'roster:problem.two-booths' }]);
  });
});

describe('whatever the list and the file', () => {
  const NAMES = ['老街馕饼', '老街馕饼店', '明月眼镜', '织锦坊', '百货'];
  const name = fc.constantFrom(...NAMES);
  const phone = fc.constantFrom('', '', '111111', '222222');
  const booth = fc.constantFrom('1', '2', '3', '4', '9');
  const part = fc.constantFrom('', '', '', 'A');
  const list = fc
    .uniqueArray(fc.record({ number: fc.constantFrom('1', '2', '3', '4'), zh: name, contactKey: phone, joined: fc.boolean() }), { selector: (one) => one.number, maxLength: 4 })
    .map((places) => {
      const shops: Record<string, KnownShop> = {};
      const where: Record<string, string> = {};
      for (const { number, zh, contactKey: key, joined } of places) {
        const sibling = joined ? Object.keys(shops)[0] : undefined;
        if (!sibling) shops[`m${number}`] = shop(zh, { contactKey: key || undefined });
        where[number] = sibling ?? `m${number}`;
      }
      return rosterOf(shops, where);
    });
  type Line = { booth: string; part: string; zh: string; ru: string; trade: string; contact: string };
  const readAll = (lines: readonly Line[]) => lines.map(({ booth: at, zh, ru, ...more }, line) => row(line + 2, at, zh, { ...more, names: { zh, ...(ru ? { ru } : {}) } }));
  const ru = fc.constantFrom('', '', 'Роза', 'Тюльпан');
  const trade = fc.constantFrom('', 'tea', 'toys');

  it('never puts two shops into one place, and ends no tenancy twice', () => {
    const file = fc.array(fc.record({ booth, part, zh: name, ru, trade, contact: phone }), { maxLength: 8 });
    fc.assert(fc.property(list, file, (roster, lines) => void done(roster, plan(readAll(lines), roster))), { numRuns: 3_000 });
  });

  /** A file that says one thing about each of its shops: one name, one trade, its own phone; in some of its booths. */
  const told = fc
    .record({
      shops: fc.uniqueArray(fc.record({ zh: name, ru, trade, contact: fc.constantFrom('', '111111', '222222', '333333') }), { selector: (one) => one.zh, maxLength: 4 }),
      places: fc.uniqueArray(fc.record({ booth, part, shop: fc.nat(3) }), { selector: (one) => one.booth + one.part, maxLength: 6 }),
    })
    .filter(({ shops }) => new Set(shops.map(({ contact }) => contact || newPhone()).values()).size === shops.length)
    .map(({ shops, places }) => places.flatMap(({ shop: at, ...place }) => (shops[at] ? [{ ...place, ...shops[at]! }] : [])));

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(list, told, (roster, lines) => {
        const read = readAll(lines);
        const newId = counter();
        const after = done(roster, planRows(read, roster, { newId, contactKey }));
        const again = planRows(read, after, { newId, contactKey });
        expect(kinds(again).filter((kind) => kind !== 'same' && kind !== 'bad')).toEqual([]);
      }),
      { numRuns: 4_000 },
    );
  });
});
