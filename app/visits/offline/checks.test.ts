import { describe, expect, test } from 'vitest';
import { VisitSchema } from '../schema.ts';
import { whatIsStored } from '../rules.ts';
import { errorsOf } from '#app/platform/form.server.ts';
import { whatIsMissing } from './checks.ts';
import { isEmbedded } from './can-keep.ts';
import { isOver, PACK_LIFE } from './pack.ts';

const clientId = '01890000-0000-7000-8000-000000000001';

describe('what a form lacks', () => {
  const forms: Record<string, string>[] = [
    {},
    { outcome: 'closed', 'wants-legal': 'on' },
    { outcome: 'met' },
    { outcome: 'met', 'wants-legal': 'on' },
    { outcome: 'met', 'wants-legal': 'on', 'need-legal': ' ' },
    { outcome: 'met', 'wants-legal': 'on', 'need-legal': 'شەرتنامە' },
    { outcome: 'met', 'promise-1': 'سورايمەن' },
    { outcome: 'met', 'promise-1': 'سورايمەن', 'due-1': '2026-03-12' },
    { outcome: 'met', note: 'خاتىرە' },
    { outcome: 'met', note: 'خاتىرە', carbon: 'on' },
  ];
  test.each(forms.flatMap((fields) => [true, false].map((hasAccount) => ({ fields, hasAccount }))))('is the same on the phone as in the house: $fields, account $hasAccount', ({ fields, hasAccount }) => {
    const parsed = VisitSchema.safeParse({ ...fields, clientId, language: 'ug' });
    const house = parsed.success ? (whatIsStored(parsed.data, hasAccount) === 'carbon-first' ? { carbon: { key: 'visits:refused.carbon-first' } } : {}) : errorsOf(parsed.error);
    expect(whatIsMissing(fields, hasAccount)).toEqual(house);
  });
});

test('a day opens for 24 hours, and not on a clock that was set back', () => {
  const taken = Date.parse('2026-03-11T03:00:00Z');
  expect([taken, taken + PACK_LIFE - 1, taken - 60_000].map((now) => isOver(taken, now))).toEqual([false, false, false]);
  expect([taken + PACK_LIFE, taken - 3600_000].map((now) => isOver(taken, now))).toEqual([true, true]);
});

test('browsers inside other apps are known by their name', () => {
  const embedded = ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.42(0x18002a2f) NetType/WIFI Language/zh_CN', 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/107 Mobile Safari/537.36 wxwork/4.1.10'];
  const real = ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1', 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36'];
  expect(embedded.map(isEmbedded)).toEqual([true, true]);
  expect(real.map(isEmbedded)).toEqual([false, false]);
});
