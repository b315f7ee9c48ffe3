import { describe, expect, it } from 'vitest';
import type { Actor, Membership } from '#app/platform/actor.ts';
import { actorOf } from '#tests/factories/account.ts';
import { canAnswer, canHandOver, canSetReach, endsAs, isShown, mayAskDeputy, nearnessTo, readerAt, readersOf, whyNotAppoint, whyNotDeputy } from './policy.ts';

const M = 'mall';
const five = (role: 'leader' | 'manager' | 'assistant' | 'information' | 'supervisor', grid = 'g', mall = M): Membership => ({ kind: 'volunteer', mall, grid, role });
const head = (grids: string[], mall = M): Membership => ({ kind: 'level-head', mall, level: 'l', grids });
const officer = (post: 'council' | 'secretary' | 'lead', mall = M): Membership => ({ kind: 'officer', mall, post });

/** One of every capacity, here, beside and elsewhere; each is called as her account is. */
const MEMBERSHIPS = {
  stranger: [],
  merchant: [{ kind: 'owner', mall: M, merchant: 'shop' }],
  waiting: [{ kind: 'owner', mall: M, merchant: 'shop', waits: true }],
  staff: [{ kind: 'staff', mall: M, merchant: 'shop' }],
  leader: [five('leader')],
  manager: [five('manager')],
  assistant: [five('assistant')],
  information: [five('information')],
  supervisor: [five('supervisor')],
  neighbor: [five('manager', 'h')],
  'level-head': [head(['g'])],
  'other-head': [head(['h'])],
  council: [officer('council')],
  secretary: [officer('secretary')],
  lead: [officer('lead')],
  partner: [{ kind: 'partner', mall: M, partner: 'p' }],
  official: [{ kind: 'official', office: 'o' }],
  operator: [{ kind: 'operator' }],
  'foreign-council': [officer('council', 'elsewhere')],
  'foreign-head': [head(['g'], 'elsewhere')],
} as const satisfies Record<string, readonly Membership[]>;
type Person = keyof typeof MEMBERSHIPS;
const PEOPLE = Object.keys(MEMBERSHIPS) as Person[];
const as = (person: Person): Actor => actorOf(person, MEMBERSHIPS[person]);

/** The manager of grid g: whose term it is. */
const term = { account: 'manager', grid: 'g' };
const who = (may: (actor: Actor) => boolean): Person[] => PEOPLE.filter((person) => may(as(person)));
const COUNCIL: Person[] = ['council', 'secretary'];

describe('actor × action', () => {
  it.each<[string, (actor: Actor) => boolean, Person[]]>([
    ['appoint another', (actor) => whyNotAppoint(actor, M, 'somebody') === null, COUNCIL],
    ['appoint herself', (actor) => whyNotAppoint(actor, M, actor.account) === null, []],
    ['say yes or no to what the manager is asked', (actor) => canAnswer(actor, { account: 'manager', state: 'proposed' }), ['manager']],
    ['say yes or no to what was answered', (actor) => canAnswer(actor, { account: 'manager', state: 'declined' }), []],
    ['lay the manager’s term down without a reason', (actor) => endsAs(actor, M, term) === 'self', ['manager']],
    ['end the manager’s term with a reason', (actor) => endsAs(actor, M, term) === 'council', COUNCIL],
    ['hand the manager’s work over', (actor) => canHandOver(actor, M, term), ['manager', ...COUNCIL]],
    ['ask somebody to stand in for the manager', (actor) => mayAskDeputy(actor, M, term), ['manager', 'level-head', ...COUNCIL]],
    ['ask a volunteer to stand in for the manager', (actor) => whyNotDeputy(actor, M, term, { account: 'somebody', volunteers: true }) === null, ['manager', 'level-head', ...COUNCIL]],
    ['ask whoever is no volunteer yet', (actor) => whyNotDeputy(actor, M, term, { account: 'somebody', volunteers: false }) === null, COUNCIL],
    ['ask herself to stand in', (actor) => whyNotDeputy(actor, M, term, { account: actor.account, volunteers: true }) === null, []],
    ['ask the manager to stand in for herself', (actor) => whyNotDeputy(actor, M, term, { account: 'manager', volunteers: true }) === null, []],
    ['set how to be reached', (actor) => canSetReach(actor, M), ['leader', 'manager', 'assistant', 'information', 'supervisor', 'neighbor', 'level-head', 'other-head']],
  ])('who may %s', (_, may, expected) => {
    expect(who(may)).toEqual(PEOPLE.filter((person) => expected.includes(person)));
  });

  it('nobody stands in for a level head but whom she or the council asks', () => {
    expect(who((actor) => mayAskDeputy(actor, M, { account: 'level-head' }))).toEqual(['level-head', ...COUNCIL]);
  });

  it('names why not', () => {
    expect(whyNotAppoint(as('lead'), M, 'somebody')).toBe('not-council');
    expect(whyNotAppoint(as('council'), M, 'council')).toBe('self');
    expect(whyNotDeputy(as('leader'), M, term, { account: 'x', volunteers: true })).toBe('not-yours');
    expect(whyNotDeputy(as('manager'), M, term, { account: 'x', volunteers: false })).toBe('not-a-volunteer');
    expect(whyNotDeputy(as('council'), M, term, { account: 'council', volunteers: true })).toBe('self');
    expect(whyNotDeputy(as('council'), M, term, { account: 'manager', volunteers: true })).toBe('same-person');
  });
});

describe('what a volunteer shows of herself', () => {
  it.each<[string, Person[]]>([
    ['grid', ['leader', 'manager', 'assistant', 'information', 'supervisor', 'council', 'secretary']],
    ['mall', ['merchant', 'staff', 'neighbor', 'level-head', 'other-head', 'lead']],
    ['anyone', ['stranger', 'waiting', 'partner', 'official', 'operator', 'foreign-council', 'foreign-head']],
  ])('readers as near as “%s”', (nearness, expected) => {
    expect(who((actor) => nearnessTo(actor, M, 'g', []) === nearness)).toEqual(PEOPLE.filter((person) => expected.includes(person)));
  });

  it('a merchant of the grid stands nearest, somebody without a session farthest', () => {
    expect(nearnessTo(as('merchant'), M, 'g', ['g'])).toBe('grid');
    expect(nearnessTo(null, M, 'g', ['g'])).toBe('anyone');
  });

  it('is shown to those she chose and to whoever stands nearer, to nobody else', () => {
    const shown = (['nobody', 'grid', 'mall', 'anyone'] as const).map((to) => (['grid', 'mall', 'anyone'] as const).filter((near) => isShown(to, near)));
    expect(shown).toEqual([[], ['grid'], ['grid', 'mall'], ['grid', 'mall', 'anyone']]);
    expect(readersOf('mall')).toEqual([readerAt('grid'), readerAt('mall')]);
    expect(readersOf('nobody')).toEqual([]);
  });
});
