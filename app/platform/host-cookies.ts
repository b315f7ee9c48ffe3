/**
 * Cookies have plain names inside the house. Over https every one of them leaves as `__Host-<name>`: Secure, for this host
 * alone, for all of its paths; and only such come in, so that nobody beside us (a sister host, plain http) can plant one.
 */
const PREFIX = '__Host-';

/** The cookies of a request as the house names them. */
export function cookiesInside(header: string | undefined, secure: boolean): string | undefined {
  if (!secure || header === undefined) return header;
  const ours = header.split(';').map((pair) => pair.trim()).filter((pair) => pair.startsWith(PREFIX));
  return ours.length > 0 ? ours.map((pair) => pair.slice(PREFIX.length)).join('; ') : undefined;
}

/** One `Set-Cookie` value as browsers get it. */
export function cookieOutside(setCookie: string, secure: boolean): string {
  if (!secure) return setCookie;
  const [pair = '', ...attributes] = setCookie.split(';').map((part) => part.trim());
  const kept = attributes.filter((attribute) => !/^(path|domain|secure)\b/i.test(attribute));
  return [`${PREFIX}${pair}`, 'Path=/', ...kept, 'Secure'].join('; ');
}
