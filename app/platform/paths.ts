/** A path of this portal to go on to, or the fallback: never another site, whatever the address was made to look like. */
export function safePath(next: unknown, fallback = '/'): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return fallback;
  try {
    const base = 'http://portal.invalid';
    const url = new URL(next, base);
    const stays = url.origin === base && !/[\\\u0000-\u001f]/.test(next);
    // `/..//evil.example` is our own address until its dots are resolved: then it reads as another host.
    return stays && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : fallback;
  } catch {
    return fallback;
  }
}
