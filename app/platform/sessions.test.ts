import { expect, test } from 'vitest';
import { browserFamily, isOpen, SESSION_LIMITS } from './sessions.server.ts';

const now = new Date('2026-03-12T06:00:00Z');
const before = (ms: number) => new Date(now.getTime() - ms);
const row = (over = {}) => ({ device: 'mine', lastUsedAt: now, expiresAt: new Date(now.getTime() + 1), ...over });

test('a session ends when it is stopped, idle too long or too old', () => {
  expect(isOpen(row(), now)).toBe(true);
  expect(isOpen(row({ stoppedAt: now }), now)).toBe(false);
  expect(isOpen(row({ expiresAt: now }), now)).toBe(false);
  expect(isOpen(row({ lastUsedAt: before(SESSION_LIMITS.mine.idle) }), now)).toBe(false);
});

test('a shared phone locks after two minutes without use', () => {
  expect(isOpen(row({ device: 'shared', lastUsedAt: before(119_000) }), now)).toBe(true);
  expect(isOpen(row({ device: 'shared', lastUsedAt: before(120_000) }), now)).toBe(false);
});

test('an unknown kind of device opens nothing', () => {
  expect(isOpen(row({ device: 'whatever' }), now)).toBe(false);
});

test('of a browser only the family is kept', () => {
  expect(browserFamily('Mozilla/5.0 (Linux; Android 9; HUAWEI) Chrome/78 Mobile Safari/537.36 MicroMessenger/8.0')).toBe('WeChat');
  expect(browserFamily('Mozilla/5.0 (X11) AppleWebKit/605 Version/17 Safari/605')).toBe('Safari');
  expect(browserFamily(null)).toBeUndefined();
});
