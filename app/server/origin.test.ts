import { describe, expect, it } from 'vitest';
import { isFromHere, type OriginQuestion } from './origin.ts';

const home = 'https://home.example.org';
const post = (more: Partial<OriginQuestion> = {}): OriginQuestion => ({ method: 'POST', origin: undefined, fetchSite: undefined, host: 'home.example.org', ...more });

describe('a request that may change something', () => {
  it('comes from the portal’s own origin', () => {
    expect(isFromHere(post({ origin: home }), home)).toBe(true);
    expect(isFromHere(post({ origin: 'https://home.example.org.evil.example' }), home)).toBe(false);
    expect(isFromHere(post({ origin: 'http://home.example.org' }), home)).toBe(false);
    expect(isFromHere(post({ origin: 'https://elsewhere.example', fetchSite: 'same-origin' }), home)).toBe(false);
  });

  it('from a page without referrer is known by what only browsers can say', () => {
    expect(isFromHere(post({ origin: 'null', fetchSite: 'same-origin' }), home)).toBe(true);
    expect(isFromHere(post({ fetchSite: 'same-origin' }), home)).toBe(true);
    for (const fetchSite of ['same-site', 'cross-site', 'none', undefined]) expect(isFromHere(post({ origin: 'null', fetchSite }), home)).toBe(false);
  });

  it('without any sign of where it comes from is refused', () => {
    expect(isFromHere(post(), home)).toBe(false);
  });

  it('in a demonstration may use whatever name this machine is called by', () => {
    expect(isFromHere(post({ origin: 'http://192.168.1.7:3000', host: '192.168.1.7:3000' }), null)).toBe(true);
    expect(isFromHere(post({ origin: 'http://elsewhere.example', host: 'localhost:3000' }), null)).toBe(false);
    expect(isFromHere(post({ origin: 'nonsense', host: 'localhost:3000' }), null)).toBe(false);
  });
});

it('reading is open to links from everywhere', () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(isFromHere(post({ method, origin: 'https://elsewhere.example' }), home)).toBe(true);
  for (const method of ['PUT', 'PATCH', 'DELETE', 'post']) expect(isFromHere(post({ method }), home)).toBe(false);
});
