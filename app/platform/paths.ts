/** A path of this portal to go on to, or the fallback: never another site, whatever the address was made to look like. */
export function safePath(next: string | null | undefined, fallback = '/'): string {
  if (!next || !next.startsWith('/')) return fallback;
  try {
    const base = 'http://portal.invalid';
    const url = new URL(next, base);
    return url.origin === base && !/[\\\u0000-\u001f]/.test(next) ? url.pathname + url.search : fallback;
  } catch {
    return fallback;
  }
}
