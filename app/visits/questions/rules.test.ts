import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VisitQuestion } from '#models/visit-question.server.ts';
import { languageOfForbidden } from './never-asked.ts';
import { differencesOf, listOn, listWith, passableFrom } from './rules.ts';

const question = (id: string, zh: string): VisitQuestion => ({ id, about: 'booth', words: { zh, en: `${id} in English` } });
const [lamp, door] = [question('lamp', '铺位的灯够亮吗？'), question('door', '卷帘门好用吗？')] as const;

describe('RIGHTS: What a visit stores · the published list', () => {
  test('a new question and other words wait seven days of sight, one less waits for nothing', () => {
    const shownAt = new Date('2026-03-01T10:00:00Z');
    expect(passableFrom({ kind: 'add', shownAt })).toEqual(new Date('2026-03-08T10:00:00Z'));
    expect(passableFrom({ kind: 'reword', shownAt })).toEqual(new Date('2026-03-08T10:00:00Z'));
    expect(passableFrom({ kind: 'remove', shownAt })).toEqual(shownAt);
  });

  test('a change is made once: what is there isn’t added, what isn’t there is neither changed nor taken out', () => {
    expect(listWith([lamp], { kind: 'add', question: 'door', about: 'booth', words: door.words })).toEqual([lamp, door]);
    expect(listWith([lamp], { kind: 'add', question: 'lamp', about: 'booth', words: {} })).toBeNull();
    expect(listWith([lamp, door], { kind: 'remove', question: 'lamp', about: 'booth', words: {} })).toEqual([door]);
    expect(listWith([door], { kind: 'remove', question: 'lamp', about: 'booth', words: {} })).toBeNull();
    expect(listWith([lamp], { kind: 'reword', question: 'door', about: 'booth', words: {} })).toBeNull();
  });

  test('the newest version that has begun holds', () => {
    const lists = [{ version: 1, from: '2026-03-01' }, { version: 3, from: '2026-03-09' }, { version: 2, from: '2026-03-09' }];
    expect([listOn(lists, '2026-02-28'), listOn(lists, '2026-03-08')?.version, listOn(lists, '2026-03-09')?.version]).toEqual([null, 1, 3]);
  });

  test('differences between any two versions lead from the one to the other, and back', () => {
    const list = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), words: fc.constantFrom({ zh: '一' }, { zh: '二' }, { zh: '一', ug: 'بىر' }) }), { selector: ({ id }) => id }).map((rows) => rows.map((row): VisitQuestion => ({ ...row, about: 'building' })));
    fc.assert(
      fc.property(list, list, (before, now) => {
        const byId = new Map(before.map((one) => [one.id, one]));
        for (const difference of differencesOf(before, now)) {
          if (difference.kind === 'removed') byId.delete(difference.id);
          else byId.set(difference.id, difference.now);
        }
        expect(new Map(now.map((one) => [one.id, one]))).toEqual(byId);
        expect(differencesOf(now, before)).toHaveLength(differencesOf(before, now).length);
        expect(differencesOf(now, now)).toEqual([]);
      }),
    );
  });
});

describe('RIGHTS: Refused, in words · never a person', () => {
  test('words about origin, faith, family, journeys, income or who works there are found in each language', () => {
    expect(languageOfForbidden({ zh: '您是什么民族？' })).toBe('zh');
    expect(languageOfForbidden({ zh: '灯亮吗？', ug: 'ئائىلىڭىزدە قانچە ئادەم بار؟' })).toBeNull();
    expect(languageOfForbidden({ ug: 'ئائىلە ئەزالىرىڭىز قانچە؟' })).toBe('ug');
    expect(languageOfForbidden({ kk: 'Табысыңыз қанша?' })).toBe('kk');
    expect(languageOfForbidden({ ru: 'Сколько у вас детей?' })).toBe('ru');
    expect(languageOfForbidden({ en: 'How many EMPLOYEES do you have?' })).toBe('en');
  });

  test('questions about booth, building and service pass', () => {
    expect(languageOfForbidden({ zh: '铺位的灯够亮吗？', ug: 'دۇكان ئورنىنىڭ چىرىغى يورۇقمۇ؟', kk: 'Сауда орнының шамы жарық па?', ru: 'Хватает ли света на торговом месте?', en: 'Is there enough light in the booth?' })).toBeNull();
    expect(languageOfForbidden({ zh: '电梯好用吗？', ug: 'لىفت ياخشى ئىشلەۋاتامدۇ؟', kk: 'Лифт жақсы істей ме?', ru: 'Есть ли семь розеток? Удобны ли подсобки?', en: 'Does the lift work well?' })).toBeNull();
  });
});
