export interface OriginQuestion {
  method: string;
  /** `Origin`, `Sec-Fetch-Site` and `Host` as they came. */
  origin: string | undefined;
  fetchSite: string | undefined;
  host: string | undefined;
}

const READS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether a request that may change something was sent by a page of this portal (docs/decisions/0006).
 * `Origin` decides; where a page with `no-referrer` makes the browser send `null`, or an old one sends none,
 * `Sec-Fetch-Site` does, which no script can set. Neither: refused.
 * @param home the portal's own origin; null where any host name of this machine is its own (demo, development)
 */
export function isFromHere({ method, origin, fetchSite, host }: OriginQuestion, home: string | null): boolean {
  if (READS.includes(method)) return true;
  if (!origin || origin === 'null') return fetchSite === 'same-origin';
  if (home !== null) return origin === home;
  return URL.canParse(origin) && new URL(origin).host === host;
}
