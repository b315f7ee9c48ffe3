import { describe, expect, it } from 'vitest';
import type { Actor, Membership } from '#app/platform/actor.ts';
import { canChange, canFollow, canSecond, type Parts, type Places, type Sender, senderOf, senderOfOffice } from './policy.ts';
import type { NoticeClass } from './rules.ts';

const actor = (...memberships: Membership[]): Actor => ({ account: 'a', name: '', session: 's', memberships });
const none: Parts = { levels: [], grids: [], trades: [], roles: [], programs: [] };
const parts = (some: Partial<Parts>): Places => ({ kind: 'places', ...none, ...some });

const ACTORS = {
  council: actor({ kind: 'officer', mall: 'm', post: 'council' }),
  secretary: actor({ kind: 'officer', mall: 'm', post: 'secretary' }),
  lead: actor({ kind: 'officer', mall: 'm', post: 'lead' }),
  leader: actor({ kind: 'volunteer', mall: 'm', grid: 'g', role: 'leader' }),
  manager: actor({ kind: 'volunteer', mall: 'm', grid: 'g', role: 'manager' }),
  'level head': actor({ kind: 'level-head', mall: 'm', level: 'l', grids: ['g'] }),
  owner: actor({ kind: 'owner', mall: 'm', merchant: 's' }),
  partner: actor({ kind: 'partner', mall: 'm', partner: 'p' }),
  official: actor({ kind: 'official', office: 'o' }),
  operator: actor({ kind: 'operator' }),
  'officer elsewhere': actor({ kind: 'officer', mall: 'other', post: 'council' }),
};
type Who = keyof typeof ACTORS;

const AUDIENCES = {
  mall: { kind: 'mall' },
  'own grid': parts({ grids: ['g'] }),
  'another grid': parts({ grids: ['h'] }),
  'both grids': parts({ grids: ['g', 'h'] }),
  level: parts({ levels: ['l'] }),
  trade: parts({ trades: ['tea'] }),
  role: parts({ roles: ['leader'] }),
  program: parts({ programs: ['training'] }),
  'program and grid': parts({ programs: ['training'], grids: ['g'] }),
  nowhere: parts({}),
} satisfies Record<string, Places>;
type To = keyof typeof AUDIENCES;

/** Who may inform whom, as what; everything that isn't here is nobody's to send. */
const INFORMS: Partial<Record<Who, { as: Sender; to: readonly To[] }>> = {
  council: { as: 'officer', to: Object.keys(AUDIENCES) as To[] },
  secretary: { as: 'officer', to: Object.keys(AUDIENCES) as To[] },
  lead: { as: 'lead', to: ['program'] },
  leader: { as: 'leader', to: ['own grid'] },
};
const ASKING: NoticeClass[] = ['must-acknowledge', 'emergency'];

describe('who may send what to whom', () => {
  it('is this table and nothing beside it', () => {
    for (const who of Object.keys(ACTORS) as Who[]) {
      for (const to of Object.keys(AUDIENCES) as To[]) {
        const row = INFORMS[who];
        const informs = row?.to.includes(to) ? row.as : null;
        expect([who, to, senderOf(ACTORS[who], 'm', { class: 'information', to: AUDIENCES[to] })]).toEqual([who, to, informs]);
        for (const kind of ASKING) {
          const asks = who === 'council' || who === 'secretary' ? 'officer' : null;
          expect([who, to, kind, senderOf(ACTORS[who], 'm', { class: kind, to: AUDIENCES[to] })]).toEqual([who, to, kind, asks]);
        }
        expect(senderOf(ACTORS[who], 'm', { class: 'personal', to: AUDIENCES[to] })).toBeNull();
      }
    }
  });

  it('an office over the mall informs the whole mall, and nothing else: no trade, no grid, no answer asked', () => {
    for (const to of Object.keys(AUDIENCES) as To[]) {
      expect([to, senderOfOffice(ACTORS.official, ['o', 'city'], { class: 'information', to: AUDIENCES[to] })]).toEqual([to, to === 'mall' ? 'office' : null]);
      for (const kind of ASKING) expect(senderOfOffice(ACTORS.official, ['o'], { class: kind, to: AUDIENCES[to] })).toBeNull();
    }
    expect(senderOfOffice(ACTORS.official, ['another'], { class: 'information', to: AUDIENCES.mall })).toBeNull();
    expect(senderOfOffice(ACTORS.council, ['o'], { class: 'information', to: AUDIENCES.mall })).toBeNull();
  });
});

describe('who follows, changes and seconds', () => {
  const notice = (more: object = {}) => ({ mall: 'm', class: 'information' as NoticeClass, author: 'b', role: 'officer', state: 'proposed' as const, ...more });

  it('sums are for whoever sent it and the association; what the house tells single people is nobody’s to follow', () => {
    expect(canFollow(ACTORS.secretary, notice())).toBe(true);
    expect(canFollow(ACTORS.leader, notice())).toBe(false);
    expect(canFollow(ACTORS.leader, notice({ author: 'a' }))).toBe(true);
    expect(canFollow(ACTORS.secretary, notice({ class: 'personal', author: 'a' }))).toBe(false);
  });

  it('the association takes back what is its own, not what came from the office or the house', () => {
    expect(canChange(ACTORS.secretary, notice())).toBe(true);
    expect(canChange(ACTORS.secretary, notice({ role: 'office' }))).toBe(false);
    expect(canChange(ACTORS.secretary, notice({ author: 'house' }))).toBe(false);
    expect(canChange(ACTORS.official, notice({ role: 'office', author: 'a' }))).toBe(true);
    expect(canChange(ACTORS.owner, notice())).toBe(false);
  });

  it('the second is another of council and secretary, while it waits', () => {
    expect((Object.keys(ACTORS) as Who[]).filter((who) => canSecond(ACTORS[who], notice()))).toEqual(['council', 'secretary']);
    expect(canSecond(ACTORS.council, notice({ author: 'a' }))).toBe(false);
    expect(canSecond(ACTORS.council, notice({ state: 'queued' as const }))).toBe(false);
  });
});
