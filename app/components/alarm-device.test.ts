import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isSilent, keepSilent, takeUnheard } from './alarm-device.ts';

function storage(): Storage {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) } as unknown as Storage;
}

beforeEach(() => {
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('sessionStorage', storage());
});
afterEach(() => vi.unstubAllGlobals());

describe('what a device keeps about emergencies', () => {
  it('each sounds once in a tab', () => {
    expect(takeUnheard(['fire'])).toEqual(['fire']);
    expect(takeUnheard(['fire', 'gas'])).toEqual(['gas']);
    expect(takeUnheard(['fire', 'gas'])).toEqual([]);
  });

  it('is silent only when it was told to, and can be told otherwise', () => {
    expect(isSilent()).toBe(false);
    keepSilent(true);
    expect(isSilent()).toBe(true);
    keepSilent(false);
    expect(isSilent()).toBe(false);
  });

  it('sounds where nothing can be kept', () => {
    vi.stubGlobal('sessionStorage', { getItem: () => { throw new Error('no storage'); } });
    vi.stubGlobal('localStorage', undefined);
    expect([takeUnheard(['fire']), isSilent()]).toEqual([['fire'], false]);
  });
});
