import { expect, test } from 'vitest';
import { isHeld } from '#app/platform/proof.ts';
import { isGuessedPin } from './rules.ts';

test('a PIN that is guessed first is refused; others are not', () => {
  for (const pin of ['000000', '123456', '654321', '121212', '112233', '123123', '520131', '888888']) expect(isGuessedPin(pin), pin).toBe(true);
  for (const pin of ['408217', '739105', '620984', '195038']) expect(isGuessedPin(pin), pin).toBe(false);
});

test('who is held at the door: officers without TOTP or passkey, volunteers without a second factor; merchants never', () => {
  const owner = { kind: 'owner', mall: 'm', merchant: 's' } as const;
  const manager = { kind: 'volunteer', mall: 'm', grid: 'g', role: 'manager' } as const;
  const head = { kind: 'level-head', mall: 'm', level: 'l', grids: [] } as const;
  const officer = { kind: 'officer', mall: 'm', post: 'council' } as const;
  const [password, pin, code] = [{ strong: false, phone: null }, { strong: false, phone: 'p' }, { strong: true, phone: null }];
  const held = (memberships: Parameters<typeof isHeld>[0]['memberships'], demo = false) => [password, pin, code].map((session) => isHeld({ memberships, demo }, session));
  expect(held([owner])).toEqual([false, false, false]);
  expect(held([owner, manager])).toEqual([true, false, false]);
  expect(held([head])).toEqual([true, false, false]);
  expect(held([officer])).toEqual([true, true, false]);
  expect(held([manager, officer])).toEqual([true, true, false]);
  // In a demonstration volunteers go in with one word, its officers don't.
  expect([held([manager], true), held([officer], true)]).toEqual([[false, false, false], [true, true, false]]);
});
