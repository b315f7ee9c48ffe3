import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncidentOffer } from '#models/incident.server.ts';
import type { Sides } from './policy.ts';
import { actsOn, answersAs, type IncidentState, pressing, shownAs, stepOf, toHandOver } from './rules.ts';
import type { IncidentAct } from './schema.ts';

const NOW = new Date('2026-03-11T08:00:00Z');
const GRIDS = ['g1', 'g2', 'g3'];
const offered = (id: string, grid: string, over: Partial<IncidentOffer> = {}): IncidentOffer => ({ id, task: 't', grid, state: 'offered', ...over });
const incident = (offers: IncidentOffer[]): IncidentState => ({ state: 'running', offers });
const OFFICE: Sides = { opener: true, council: false, grids: [] };
const COUNCIL: Sides = { opener: false, council: true, grids: [] };
const GRID1: Sides = { opener: false, council: false, grids: ['g1'] };
const stateAfter = (before: IncidentState, act: IncidentAct, sides: Sides) => stepOf(before, act, sides, NOW)?.offers[0]?.state ?? null;

describe('an offer', () => {
  it('is answered by its own grid, and by the council only once it was handed over', () => {
    const accept = { act: 'accept', offer: 'a' } as const;
    expect(stateAfter(incident([offered('a', 'g1')]), accept, GRID1)).toBe('accepted');
    expect(stateAfter(incident([offered('a', 'g2')]), accept, GRID1)).toBeNull();
    expect(stateAfter(incident([offered('a', 'g1')]), accept, COUNCIL)).toBeNull();
    expect(stateAfter(incident([offered('a', 'g1', { handedAt: NOW })]), accept, COUNCIL)).toBe('accepted');
    expect(stateAfter(incident([offered('a', 'g1', { handedAt: NOW })]), accept, GRID1)).toBe('accepted');
    expect(stateAfter(incident([offered('a', 'g1', { handedAt: NOW })]), accept, OFFICE)).toBeNull();
  });

  it('is finished by the side that took it on; by the council where the grid has nobody left', () => {
    const done = { act: 'done', offer: 'a' } as const;
    expect(stateAfter(incident([offered('a', 'g1', { state: 'accepted', by: 'grid' })]), done, COUNCIL)).toBeNull();
    expect(stateAfter(incident([offered('a', 'g1', { state: 'accepted', by: 'grid', handedAt: NOW })]), done, COUNCIL)).toBe('done');
    expect(stateAfter(incident([offered('a', 'g1', { state: 'accepted', by: 'council', handedAt: NOW })]), done, GRID1)).toBeNull();
    expect(stateAfter(incident([offered('a', 'g1', { state: 'accepted', by: 'grid' })]), { act: 'stuck', offer: 'a', reason: 'x' }, GRID1)).toBe('stuck');
  });

  it('goes to the council when its time is over or nobody is left, once', () => {
    const offers = [offered('a', 'g1'), offered('b', 'g2'), offered('c', 'g3', { state: 'accepted', by: 'grid' }), offered('d', 'g1', { handedAt: NOW }), offered('e', 'g3', { state: 'done', by: 'grid' })];
    const ids = (over: boolean, left: string[]) => toHandOver(incident(offers), () => over, (grid) => left.includes(grid)).map(({ id }) => id);
    expect(ids(false, [])).toEqual([]);
    expect(ids(true, [])).toEqual(['a', 'b']);
    expect(ids(false, ['g2', 'g3'])).toEqual(['b', 'c']);
    expect(toHandOver({ state: 'ended', offers }, () => true, () => true)).toEqual([]);
  });

  it('shows a grid what presses most', () => {
    expect(pressing(['done', 'offered', 'accepted'])).toBe('offered');
    expect(pressing(['declined', 'handed', 'done'])).toBe('handed');
    expect(pressing([])).toBeNull();
    expect(shownAs(offered('a', 'g1', { handedAt: NOW }), false)).toBe('unanswered');
  });
});

const sides = fc.record({ opener: fc.boolean(), council: fc.boolean(), grids: fc.subarray(GRIDS) });
const acts = fc.oneof(
  fc.record({ act: fc.constantFrom('accept' as const, 'done' as const), offer: fc.constantFrom('a', 'b', 'c', 'none') }),
  fc.record({ act: fc.constantFrom('decline' as const, 'stuck' as const), offer: fc.constantFrom('a', 'b', 'c', 'none'), reason: fc.constant('x') }),
  fc.record({ act: fc.constant('end' as const) }),
  fc.record({ act: fc.constant('withdraw' as const), reason: fc.constant('x') }),
);
const NEXT: Record<IncidentOffer['state'], IncidentOffer['state'][]> = { offered: ['accepted', 'declined'], accepted: ['done', 'stuck'], declined: [], done: [], stuck: [] };

describe('whatever anybody does in whatever order', () => {
  it('an act changes one offer by one step of a side that may, or ends the incident by whoever opened it; over is over', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ act: acts, sides, handed: fc.boolean() }), { maxLength: 25 }), (steps) => {
        let now = incident([offered('a', 'g1'), offered('b', 'g2'), offered('c', 'g3')]);
        for (const { act, sides: who, handed } of steps) {
          if (handed) now = { ...now, offers: now.offers.map((offer) => (toHandOver(now, () => true, () => false).includes(offer) ? { ...offer, handedAt: NOW } : offer)) };
          const after = stepOf(now, act as IncidentAct, who, NOW);
          if (!after) continue;
          expect(now.state).toBe('running');
          const changed = after.offers.filter((offer, at) => offer !== now.offers[at]);
          if (after.state !== 'running') {
            expect(who.opener).toBe(true);
            expect(changed).toEqual([]);
          } else {
            expect(changed).toHaveLength(1);
            const [offer] = changed;
            const before = now.offers.find(({ id }) => id === offer!.id)!;
            expect(NEXT[before.state]).toContain(offer!.state);
            expect(who.grids.includes(before.grid) || (who.council && before.handedAt !== undefined)).toBe(true);
            expect(offer!.by).toBe(before.by ?? answersAs(before, who));
          }
          now = after;
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a button is there exactly where its act is taken', () => {
    const offer = fc.record({ state: fc.constantFrom('offered' as const, 'accepted' as const, 'declined' as const, 'done' as const, 'stuck' as const), by: fc.constantFrom('grid' as const, 'council' as const), handed: fc.boolean(), grid: fc.constantFrom(...GRIDS) });
    fc.assert(
      fc.property(offer, sides, fc.boolean(), ({ state, by, handed, grid }, who, running) => {
        const one: IncidentOffer = { ...offered('a', grid), state, ...(state === 'offered' ? {} : { by }), ...(handed ? { handedAt: NOW } : {}) };
        const whole: IncidentState = { state: running ? 'running' : 'ended', offers: [one] };
        const taken = (['accept', 'decline', 'done', 'stuck'] as const).filter((act) => stepOf(whole, { act, offer: 'a', reason: 'x' } as IncidentAct, who, NOW));
        expect(actsOn(one, who, running)).toEqual(taken);
      }),
      { numRuns: 200 },
    );
  });
});
