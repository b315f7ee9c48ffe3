import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayAndHalf } from './days.ts';
import { blurred, byDoor, carriedNow, chaseOn, dueState, isPromiseDay, roundErasedAt, tallyOf, whatIsStored } from './rules.ts';
import { LIMITS } from './form-limits.ts';
import { VisitSchema } from './schema.ts';

const nothing = { needs: [], promises: [], note: '', carbon: false };
const need = { program: 'safety' as const, words: 'The socket gets hot.' };
const clientId = '01890000-0000-7000-8000-000000000001';

describe('RIGHTS: What a visit stores', () => {
  test('a met visit without needs is an outcome and nothing else', () => {
    expect(whatIsStored({ ...nothing, outcome: 'met' }, true)).toEqual({ outcome: 'met', needs: [], promises: [], replies: [], note: null });
  });

  test('an outcome other than met stores the bare outcome, whatever else was filled in', () => {
    for (const outcome of ['closed', 'not-met', 'postponed'] as const) {
      const filled = { outcome, needs: [need], promises: [{ words: 'x', dueOn: '2026-03-12' }], note: 'n', carbon: true };
      expect(whatIsStored(filled, true)).toEqual({ outcome, needs: [], promises: [], replies: [], note: null });
    }
  });

  test('of a shop without an account more than the outcome needs the paper copy left there', () => {
    const wrote = { ...nothing, outcome: 'met' as const, needs: [need] };
    expect(whatIsStored(wrote, false)).toBe('carbon-first');
    expect(whatIsStored({ ...wrote, carbon: true }, false)).toMatchObject({ needs: [need] });
    expect(whatIsStored({ ...nothing, outcome: 'met' }, false)).toMatchObject({ outcome: 'met' });
  });

  test('a note has at most 500 characters', () => {
    const form = { clientId, outcome: 'met', language: 'kk' };
    expect(VisitSchema.safeParse({ ...form, note: 'ж'.repeat(LIMITS.note) }).success).toBe(true);
    expect(VisitSchema.safeParse({ ...form, note: 'ж'.repeat(LIMITS.note + 1) }).error?.issues[0]?.path).toEqual(['note']);
  });

  test('the form reads a need for each program it was written under, and refuses a promise without a day', () => {
    const form = { clientId, outcome: 'met', language: 'zh', 'wants-safety': 'on', 'need-safety': ' 灯坏了 ', 'need-labor': 'not ticked', 'promise-0': '叫电工', 'due-0': '2026-03-13' };
    expect(VisitSchema.parse(form)).toMatchObject({ needs: [{ program: 'safety', words: '灯坏了' }], promises: [{ words: '叫电工', dueOn: '2026-03-13' }] });
    expect(VisitSchema.safeParse({ ...form, 'due-0': '' }).error?.issues[0]).toMatchObject({ path: ['due-0'], message: 'form.required' });
    expect(VisitSchema.safeParse({ ...form, 'due-0': '2026-02-31x' }).success).toBe(false);
    expect(VisitSchema.safeParse({ ...form, 'need-safety': ' ' }).error?.issues[0]).toMatchObject({ path: ['need-safety'], message: 'form.required' });
    expect(VisitSchema.safeParse({ ...form, 'need-safety': '', 'due-0': '', outcome: 'closed' }).success).toBe(true);
  });

  test('objects, other outcomes and ids that are none are refused', () => {
    for (const bad of [{ clientId: { $ne: null } }, { outcome: 'refused' }, { clientId: 'x' }, { note: ['a'] }, { language: 'tlh' }]) {
      expect(VisitSchema.safeParse({ clientId, outcome: 'met', language: 'zh', ...bad }).success).toBe(false);
    }
  });
});

describe('days', () => {
  test('the half-day is that of the zone', () => {
    const at = new Date('2026-03-11T05:30:00Z');
    expect(dayAndHalf(at, 'Asia/Urumqi')).toEqual({ day: '2026-03-11', half: 'am' });
    expect(dayAndHalf(at, 'Asia/Shanghai')).toEqual({ day: '2026-03-11', half: 'pm' });
    expect(dayAndHalf(new Date('2026-03-10T18:00:00Z'), 'Asia/Urumqi')).toEqual({ day: '2026-03-11', half: 'am' });
  });

  test('adding days goes over months and leap days', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  test('a promise is for today or a later day within half a year', () => {
    expect(isPromiseDay('2026-03-11', '2026-03-11')).toBe(true);
    expect(isPromiseDay('2026-03-10', '2026-03-11')).toBe(false);
    expect(isPromiseDay('2027-03-11', '2026-03-11')).toBe(false);
  });

  test('a promise is kept, due today, over or coming', () => {
    const on = (dueOn: string, keptAt?: Date) => dueState({ dueOn, keptAt }, '2026-03-11');
    const said = (more: object) => dueState({ dueOn: '2026-03-10', ...more }, '2026-03-11');
    expect([said({ notKeptAt: new Date() }), said({ shop: 'kept' }), said({ keptAt: new Date(), shop: 'not-kept' }), said({ notKeptAt: new Date(), shop: 'kept' })]).toEqual(['not-kept', 'kept', 'over', 'kept']);
    expect([on('2026-03-01', new Date()), on('2026-03-11'), on('2026-03-10'), on('2026-03-12')]).toEqual(['kept', 'today', 'over', 'coming']);
  });
});

test('what is chased is the earliest open promise that nobody was reminded of', () => {
  const at = new Date();
  expect(chaseOn([{ dueOn: '2026-03-12' }, { dueOn: '2026-03-10' }, { dueOn: '2026-03-01', keptAt: at }, { dueOn: '2026-03-02', remindedAt: at }, { dueOn: '2026-03-03', notKeptAt: at }])).toBe('2026-03-10');
  expect(chaseOn([{ dueOn: '2026-03-01', keptAt: at, shop: 'not-kept' }])).toBe('2026-03-01');
  expect(chaseOn([])).toBeUndefined();
});

describe('RIGHTS: Keeping', () => {
  test('a round’s rows go 90 days after its end, and after its last day when nobody ended it', () => {
    expect(roundErasedAt({ closesOn: '2026-03-31', finishedAt: new Date('2026-03-20T10:00:00Z') }).toISOString()).toBe('2026-06-18T10:00:00.000Z');
    expect(roundErasedAt({ closesOn: '2026-03-31' }).toISOString()).toBe('2026-06-30T00:00:00.000Z');
  });
});

describe('the order of a day', () => {
  test('doors come as people count them', () => {
    const shops = ['F1-10', 'F1-9', 'F2-1', 'F1-1'].map((number) => ({ unit: { number } }));
    expect([...shops].sort(byDoor).map((one) => one.unit.number)).toEqual(['F1-1', 'F1-9', 'F1-10', 'F2-1']);
  });
});

describe('tallies', () => {
  const offers = fc.array(fc.record({ grid: fc.constantFrom('a', 'b', 'c'), merchant: fc.uuid() }));
  const sums = (rows: { grid: string; merchant: string }[]) => Object.fromEntries([...tallyOf(rows)].map(([key, row]) => [key, row.offered]));

  test('their sum is the number of offers, in whatever order these came', () => {
    fc.assert(
      fc.property(offers, (rows) => {
        expect([...tallyOf(rows).values()].reduce((sum, row) => sum + row.offered, 0)).toBe(rows.length);
        expect(sums([...rows].reverse())).toEqual(sums(rows));
      }),
    );
  });

  test('tallies of two parts add up to those of the whole', () => {
    fc.assert(
      fc.property(offers, offers, (one, other) => {
        const [a, b, whole] = [sums(one), sums(other), sums([...one, ...other])];
        for (const key of Object.keys(whole)) expect(whole[key]).toBe((a[key] ?? 0) + (b[key] ?? 0));
      }),
    );
  });
});

describe('shops that said no on their phones', () => {
  const counts = fc.record({ offeredThisHalf: fc.nat(20), waiting: fc.nat(20), others: fc.nat(20) });

  test('are counted only where people offer visits at that time, and never faster than they do', () => {
    fc.assert(
      fc.property(counts, (of) => {
        const now = carriedNow({ ...of, lastDay: false });
        expect(now).toBeLessThanOrEqual(of.waiting);
        if (of.offeredThisHalf === 0) expect(now).toBe(0);
        if (of.others > 0) expect(now).toBeLessThanOrEqual(of.offeredThisHalf);
      }),
    );
  });

  test('are all counted by the end of the round, and none waits as the last of its grid', () => {
    expect(carriedNow({ offeredThisHalf: 0, waiting: 3, others: 5, lastDay: true })).toBe(3);
    expect(carriedNow({ offeredThisHalf: 1, waiting: 3, others: 0, lastDay: false })).toBe(3);
  });

  test('have rows that tell five minutes at most', () => {
    expect(blurred(new Date('2026-03-11T05:18:07Z'))).toEqual(new Date('2026-03-11T05:20:00Z'));
    expect(blurred(new Date('2026-03-11T05:20:00Z'))).toEqual(new Date('2026-03-11T05:25:00Z'));
  });
});
