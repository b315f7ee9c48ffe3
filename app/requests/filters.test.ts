import { describe, expect, it } from 'vitest';
import { readFilter, SavedSchema } from './filter-schema.ts';
import { type FilteredRow, byAge, matches, momentsAt } from './filtering.ts';
import { filterIn, queryOf } from './filters.ts';

const working = { zone: 'Asia/Urumqi', calendar: { week: { 3: [['10:00', '14:00'], ['15:30', '19:30']] as [string, string][] }, holidays: [], extraDays: {} } };
/** 13:30 in Urumqi: half an hour before the break of an hour and a half. */
const now = new Date('2026-03-11T07:30:00Z');
const moments = momentsAt(now, working);
const row = (over: Partial<FilteredRow> = {}): FilteredRow => ({ _id: 'r', program: 'safety', stage: 'in-progress', grid: 'g9', confidential: false, holder: { kind: 'role', role: 'manager', grid: 'g9', account: 'rena' }, openedAt: now, ...over });
const asking = { account: 'rena', grid: 'g9', moments };

describe('what a list is narrowed to', () => {
  it('counts three working hours: over the break, and not past the day’s end', () => {
    expect(moments.soon.toISOString()).toBe('2026-03-11T12:00:00.000Z');
    expect(moments.midnight.toISOString()).toBe('2026-03-11T18:00:00.000Z');
  });

  it.each([
    ['over', -1, ['over']],
    ['just due', 1, ['soon', 'today']],
    ['in four hours and a half', 271, ['today']],
    ['tomorrow', 24 * 60, []],
  ] as const)('by clock: %s', (_name, minutes, found) => {
    const dueAt = new Date(now.getTime() + minutes * 60_000);
    expect((['over', 'soon', 'today'] as const).filter((due) => matches(row({ dueAt }), { due }, asking))).toEqual(found);
    expect(matches(row({ dueAt, holder: { kind: 'requester', account: 'amina' } }), { due: 'over' }, asking)).toBe(false);
  });

  it('by who has it', () => {
    const free = row({ holder: { kind: 'role', role: 'manager', grid: 'g9' } });
    const waiting = row({ holder: { kind: 'requester', account: 'amina' } });
    const found = (who: string) => [row(), free, waiting].map((one) => matches(one, { who }, asking));
    expect(found('me')).toEqual([true, false, false]);
    expect(found('nobody')).toEqual([false, true, false]);
    expect(found('yerlan')).toEqual([false, false, false]);
  });

  it('by grid, in which nothing confidential is', () => {
    expect(matches(row(), { grid: 9 }, asking)).toBe(true);
    expect(matches(row({ confidential: true }), { grid: 9 }, asking)).toBe(false);
    expect(matches(row(), { grid: 7 }, { ...asking, grid: null })).toBe(false);
  });

  it('by age', () => {
    const old = row({ _id: 'old', openedAt: new Date(0) });
    expect([row(), old].sort(byAge('old'))[0]?._id).toBe('old');
    expect([old, row()].sort(byAge('new'))[0]?._id).toBe('r');
  });

  it('stands in the address, the same words for the same filter, and what isn’t understood narrows nothing', () => {
    const filter = readFilter(new URLSearchParams('who=nobody&due=over&grid=9&stage=&program=nonsense&order=x&page=3'));
    expect(filter).toEqual({ due: 'over', grid: 9, who: 'nobody', program: undefined, stage: undefined, order: undefined });
    expect(queryOf('desk', filterIn('desk', filter))).toBe('show=desk&due=over&grid=9&who=nobody');
    expect(queryOf('done', filterIn('done', filter))).toBe('show=done&grid=9');
    expect(queryOf('asked', filterIn('asked', filter))).toBe('show=asked');
  });

  it('is kept in closed words only', () => {
    const kept = SavedSchema.parse({ intent: 'save-filter', query: 'who=me&show=desk&due=over&note=a+secret', name: ' a ' });
    expect(kept).toEqual({ intent: 'save-filter', query: 'show=desk&due=over&who=me', name: 'a' });
    expect(SavedSchema.safeParse({ intent: 'save-filter', query: 'show=somewhere', name: 'a' }).success).toBe(false);
  });
});
