import { describe, expect, it } from 'vitest';
import type { Membership } from '#app/platform/actor.ts';
import { actorOf } from '#tests/factories/account.ts';
import { canAnswer, canSign } from './policy.ts';
import { LETTER_LIMIT, letterClock } from './rules.ts';

const M = 'mall';
const as = (...memberships: Membership[]) => actorOf('me', memberships);
const letter = (box: string, asker = 'her') => ({ mall: M, box, asker });

describe('RIGHTS: a question to the office', () => {
  it('is read by its own addressee, and by nobody who only sits near', () => {
    const official = as({ kind: 'official', office: 'o' });
    const council = as({ kind: 'officer', mall: M, post: 'council' });
    expect([canAnswer(official, letter('office:o')), canAnswer(official, letter('office:p')), canAnswer(official, letter('council'))]).toEqual([true, false, false]);
    expect([canAnswer(council, letter('council')), canAnswer(council, letter('office:o'))]).toEqual([true, false]);
    for (const one of [as({ kind: 'officer', mall: M, post: 'secretary' }), as({ kind: 'officer', mall: M, post: 'lead' }), as({ kind: 'officer', mall: 'other', post: 'council' }), as({ kind: 'volunteer', mall: M, grid: 'g', role: 'leader' }), as({ kind: 'operator' })]) {
      expect([canAnswer(one, letter('council')), canAnswer(one, letter('office:o'))]).toEqual([false, false]);
    }
  });

  it('nobody answers her own', () => {
    expect(canAnswer(as({ kind: 'officer', mall: M, post: 'council' }), letter('council', 'me'))).toBe(false);
  });

  it('is signed with what is one’s own, and with no shop before somebody has confirmed it', () => {
    const owner = as({ kind: 'owner', mall: M, merchant: 's' }, { kind: 'owner', mall: M, merchant: 'new', waits: true });
    expect(['nobody', 'name', 's', 'new', 'else'].map((signed) => canSign(owner, M, signed))).toEqual([true, true, true, false, false]);
  });

  it('has one clock in working time for who asks and who answers', () => {
    const day: [string, string][] = [['10:00', '14:00'], ['16:00', '20:00']];
    const working = { zone: 'Asia/Urumqi', calendar: { week: { 1: day, 2: day, 3: day, 4: day, 5: day }, holidays: [], extraDays: {} } };
    // Wednesday 10:00; five working days of eight hours end next Tuesday at 20:00.
    const askedAt = new Date('2026-03-11T04:00:00Z');
    const at = (iso: string) => letterClock(working, askedAt, new Date(iso));
    expect(at('2026-03-11T06:00:00Z')).toMatchObject({ state: 'running', leftMinutes: LETTER_LIMIT - 120, overMinutes: 0, dueAt: new Date('2026-03-17T14:00:00Z') });
    expect(at('2026-03-17T13:00:00Z')).toMatchObject({ state: 'soon', leftMinutes: 60 });
    expect(at('2026-03-18T05:00:00Z')).toMatchObject({ state: 'over', leftMinutes: 0, overMinutes: 60 });
  });
});
