import { describe, expect, it } from 'vitest';
import { alikeTopic, type Asked, clockTrend, manyAlike, USUAL_RULES } from './association.ts';
import { classOfPlace, OPEN_LIMIT, type OpenPlace, openPlaces, openTopic, toldWarnings, undeliveredTopic, undeliveredWarnings, WARNINGS } from './closed-list.ts';
import { reachOf } from '../reach.ts';

const NOW = new Date('2026-03-11T08:00:00Z');
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3600_000);
const NEVER = new Map<string, Date>();

describe('RIGHTS: warnings to an office', () => {
  const place = (over: Partial<OpenPlace> = {}): OpenPlace => ({ class: 'water', level: 'b1', openedAt: hoursAgo(30), openMinutes: OPEN_LIMIT + 5, ...over });
  const nameOf = (level: string) => level.toUpperCase();

  it('come from the closed list, and know of a place only its class and level', () => {
    expect(classOfPlace('hazard', { danger: 'gas' })).toBe('fire');
    expect(classOfPlace('hazard', { danger: 'slippery' })).toBe('building-hazard');
    expect(classOfPlace('hazard', {})).toBe('building-hazard');
    expect(classOfPlace('defect', { part: 'water' })).toBe('water');
    for (const [kind, facts] of [['defect', { part: 'light' }], ['borrow', {}], ['wages', {}], ['cleaning', { dirt: 'drain' }]] as const) expect(classOfPlace(kind, facts)).toBeNull();
    const warnings = openPlaces([place(), place({ class: 'fire', level: null })], NEVER, nameOf);
    expect(warnings).toEqual([
      { kind: 'water', saw: { what: 'open', level: 'B1', days: 1 }, act: { topic: 'open/water/b1' } },
      { kind: 'fire', saw: { what: 'open', level: null, days: 1 }, act: { topic: 'open/fire/' } },
    ]);
    for (const { kind } of warnings) expect(WARNINGS).toContain(kind);
  });

  it('wait for their threshold, say never how many, and are quiet once somebody acts, until something new comes', () => {
    expect(openPlaces([place({ openMinutes: OPEN_LIMIT - 1 })], NEVER, nameOf)).toEqual([]);
    expect(openPlaces([place(), place(), place({ openMinutes: 3 * OPEN_LIMIT })], NEVER, nameOf)).toEqual([{ kind: 'water', saw: { what: 'open', level: 'B1', days: 3 }, act: { topic: 'open/water/b1' } }]);
    const acted = new Map([[openTopic(place()), hoursAgo(20)]]);
    expect(openPlaces([place()], acted, nameOf)).toEqual([]);
    expect(openPlaces([place(), place({ openedAt: hoursAgo(19) })], acted, nameOf)).toHaveLength(1);
  });

  it('repeat what the whole mall was told of, and no other notice', () => {
    const told = [{ id: 'a', template: 'fixed.recall', day: '2026-03-10' }, { id: 'b', template: 'emergency.flood', day: '2026-03-10' }, { id: 'c', template: '', day: '2026-03-10' }, { id: 'd', template: 'fixed.fire', day: '2026-03-10' }];
    expect(toldWarnings(told, NEVER).map(({ kind }) => kind)).toEqual(['recall', 'water']);
    expect(toldWarnings(told, new Map([['told/a', NOW]])).map(({ kind }) => kind)).toEqual(['water']);
  });

  it('an own notice that didn’t get far warns in steps of five', () => {
    const late = (delivered: number) => [{ id: 'n', undelivered: reachOf(delivered, 449).undelivered }];
    expect(undeliveredWarnings(late(430), NEVER)).toEqual([]);
    expect(undeliveredWarnings(late(428), NEVER)).toMatchObject([{ saw: { span: { least: 20, most: 24 } } }]);
    expect(undeliveredWarnings(late(428), new Map([[undeliveredTopic('n'), NOW]]))).toEqual([]);
  });

  it('how far a notice got never says fewer than five, nor “all”, nor anything in a small mall', () => {
    for (let of = 0; of <= 60; of += 1) {
      for (let delivered = 0; delivered <= of; delivered += 1) {
        const { least, undelivered } = reachOf(delivered, of);
        if (of < 9) expect([least, undelivered]).toEqual([null, null]);
        else {
          expect(undelivered!.most - undelivered!.least).toBeGreaterThanOrEqual(4);
          expect(undelivered!.least).toBeLessThanOrEqual(of - delivered);
          expect(undelivered!.most).toBeGreaterThanOrEqual(of - delivered);
          expect(least).toBeLessThan(of);
        }
      }
    }
  });
});

describe('the association’s own warnings', () => {
  const asked = (who: string, hours: number, over: Partial<Asked> = {}): Asked => ({ grid: 'g', kind: 'defect', who, at: hoursAgo(hours), ...over });

  it('many alike in one corner within hours, each shop once', () => {
    const four = ['a', 'b', 'c', 'd'].map((who, at) => asked(who, at + 1));
    expect(manyAlike(four, USUAL_RULES, NEVER, NOW)).toEqual([{ topic: 'alike/g/defect', grid: 'g', kind: 'defect', count: 4 }]);
    expect(manyAlike([1, 2, 3, 4, 5].map((hours) => asked('a', hours)), USUAL_RULES, NEVER, NOW)).toEqual([]);
    expect(manyAlike([...four.slice(1), asked('a', 30)], USUAL_RULES, NEVER, NOW)).toEqual([]);
    expect(manyAlike([...four.slice(1), asked('a', 2, { grid: 'h' })], USUAL_RULES, NEVER, NOW)).toEqual([]);
    expect(manyAlike([...four.slice(1), asked('a', 30)], { ...USUAL_RULES, alikeHours: 48 }, NEVER, NOW)).toHaveLength(1);
  });

  it('is quiet once taken in hand, and speaks again of what is new alone', () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map((who, at) => asked(who, at + 1));
    const quiet = new Map([[alikeTopic(all[0]!), hoursAgo(2.5)]]);
    expect(manyAlike(all, USUAL_RULES, quiet, NOW)).toEqual([]);
    expect(manyAlike(all, { ...USUAL_RULES, alikeCount: 2 }, quiet, NOW)).toMatchObject([{ count: 2 }]);
  });

  it('clocks that run out more than they did', () => {
    expect(clockTrend([9, 6, 6, 6, 6], USUAL_RULES)).toEqual({ now: 9, usual: 6 });
    expect(clockTrend([8, 6, 6, 6, 6], USUAL_RULES)).toBeNull();
    expect(clockTrend([4, 0, 0, 0, 0], USUAL_RULES)).toBeNull();
    expect(clockTrend([5, 0, 0, 0, 0], USUAL_RULES)).toEqual({ now: 5, usual: 0 });
  });
});
