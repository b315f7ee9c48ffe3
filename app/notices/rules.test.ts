import { describe, expect, it } from 'vitest';
import en from '#locales/en/notices.json';
import { EMERGENCIES, FIXED_TEMPLATES, isFresh, isTimely, isWaiting, needsSecond, NOTICE_TEMPLATES, sumsOf } from './rules.ts';
import { NoticeSchema } from './schema.ts';
import { seenCookie, seenOf } from './seen.ts';

const now = new Date('2026-03-11T06:00:00Z');

describe('what is new and what waits', () => {
  const delivery = { asks: false, state: 'delivered' as const, order: 'b' };

  it('new is what came after the list was last shown on this device; a new device counts what reached none', () => {
    expect(isFresh(delivery, 'a')).toBe(true);
    expect(isFresh(delivery, 'b')).toBe(false);
    expect(isFresh(delivery, undefined)).toBe(false);
    expect(isFresh({ ...delivery, state: 'sent' }, undefined)).toBe(true);
    expect(isFresh({ ...delivery, state: 'acknowledged' }, 'a')).toBe(false);
  });

  it('an acknowledgement waits until it is given, the notice is withdrawn, or its time is over', () => {
    const asking = { ...delivery, asks: true };
    const later = new Date(now.getTime() + 1);
    expect(isWaiting(asking, { state: 'sent', expiresAt: later }, now)).toBe(true);
    expect(isWaiting(asking, { state: 'sent', expiresAt: now }, now)).toBe(false);
    expect(isWaiting(asking, { state: 'withdrawn', expiresAt: later }, now)).toBe(false);
    expect(isWaiting({ ...asking, state: 'acknowledged' }, { state: 'sent' }, now)).toBe(false);
    expect(isWaiting(delivery, { state: 'sent' }, now)).toBe(false);
  });

  it('the order shown stands in the device’s own cookie, and nothing else is read out of it', () => {
    const order = '01a20a59-7a48-711e-a72f-50a7c7117748';
    expect(seenOf(`lng=ug; ${seenCookie(order).split(';')[0]}; mh=x`)).toBe(order);
    for (const cookies of [null, '', 'mh-seen=', 'mh-seen=[$gt]', 'x-mh-seen=01a20a59-7a48-711e-a72f-50a7c7117748']) expect(seenOf(cookies)).toBeUndefined();
  });

  it('the sender’s figures include what is further on', () => {
    expect(sumsOf(10, { queued: 1, sent: 2, delivered: 3, acknowledged: 1 })).toEqual({ accounts: 10, sent: 6, delivered: 4, acknowledged: 1 });
  });
});

describe('two people, and times', () => {
  it('a drill and every emergency but a fire need a second person, nothing else does', () => {
    expect(FIXED_TEMPLATES.filter((fixed) => needsSecond('must-acknowledge', fixed))).toEqual(['fire']);
    expect(EMERGENCIES.filter((kind) => !needsSecond('emergency', kind))).toEqual(['fire']);
    expect(needsSecond('information', undefined)).toBe(false);
  });

  it('it goes out before it is over, at most ninety days ahead', () => {
    const inDays = (days: number) => new Date(now.getTime() + days * 24 * 3600_000);
    expect(isTimely({ sentAt: now, expiresAt: inDays(30) }, now)).toBe(true);
    expect(isTimely({ sentAt: inDays(2), expiresAt: inDays(1) }, now)).toBe(false);
    expect(isTimely({ sentAt: inDays(91), expiresAt: inDays(92) }, now)).toBe(false);
    expect(isTimely({ sentAt: inDays(89), expiresAt: inDays(181) }, now)).toBe(false);
  });
});

describe('what the composer takes', () => {
  const form = { class: 'information', to: ['grid:1'], original: 'zh', 'title-zh': ' 停电 ', 'title-ug': '', 'body-zh': undefined };
  const errorsOf = (input: unknown) => NoticeSchema.safeParse(input).error?.issues.map((issue) => issue.path.join('.'));

  it('words by language; an empty one is a missing one', () => {
    expect(NoticeSchema.parse(form)).toEqual({ class: 'information', to: ['grid:1'], original: 'zh', sendDay: '', sendTime: '', lastDay: '', lobby: false, title: { zh: '停电' }, body: {} });
  });

  it('the mall, floors, grids, trades, roles and programs: no language, round status or list of people', () => {
    for (const place of ['language:ug', 'accounts:1', 'shops:never-offered', 'grid:', { $ne: null }]) expect(errorsOf({ ...form, to: [place] })).toEqual(['to.0']);
    expect(errorsOf({ ...form, to: [] })).toEqual(['to']);
  });

  it('an acknowledgement with one of four fixed texts only, with a day and two times', () => {
    const must = { class: 'must-acknowledge', to: ['mall'], original: 'zh', fixed: 'water', day: '2026-03-15', from: '10:00', until: '11:00' };
    expect(NoticeSchema.parse(must)).toMatchObject({ fixed: 'water', added: {} });
    expect(errorsOf({ ...must, fixed: 'curfew' })).toEqual(['fixed']);
    expect(errorsOf({ ...must, day: 'tomorrow', until: '25:00' })).toEqual(['day', 'until']);
    expect(errorsOf({ ...must, class: 'personal' })).toEqual(['class']);
    expect(errorsOf({ class: 'emergency', to: ['mall'], original: 'zh', emergency: 'curfew' })).toEqual(['emergency']);
    expect(errorsOf({ class: 'emergency', to: ['mall'], original: 'zh', emergency: 'gas' })).toBeUndefined();
  });

  it('an error stands at the field of its language', () => {
    expect(errorsOf({ ...form, 'title-ru': 'х'.repeat(81) })).toEqual(['title-ru']);
  });
});

describe('ready sentences', () => {
  it('all have their words', () => {
    expect(NOTICE_TEMPLATES.filter((template) => !(template in en.template))).toEqual([]);
    expect(EMERGENCIES.filter((template) => !(template in en.emergency))).toEqual([]);
    expect(FIXED_TEMPLATES.filter((template) => !(template in en.fixed))).toEqual([]);
  });
});
