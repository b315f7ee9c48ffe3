/** Messages that one connection may send: `burst` at once, then `perSecond`. Over it the connection is closed. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** A bucket that fills with time. Pure but for its own count; time in ms. */
export class Allowance {
  private left: number;
  private at: number;
  constructor(
    private readonly rate: Rate,
    now: number,
  ) {
    this.left = rate.burst;
    this.at = now;
  }

  /** @returns false when nothing is left */
  take(now: number, cost = 1): boolean {
    this.left = Math.min(this.rate.burst, this.left + (Math.max(0, now - this.at) / 1000) * this.rate.perSecond);
    this.at = now;
    if (this.left < cost) return false;
    this.left -= cost;
    return true;
  }
}

/**
 * Address of the caller behind `hops` proxies of our own; with none, what a caller says about itself doesn't count.
 * @param forwarded `X-Forwarded-For` as it came
 */
export function addressOf(forwarded: string | undefined, remote: string | undefined, hops: number): string {
  const said = hops > 0 ? (forwarded ?? '').split(',').map((part) => part.trim()).filter(Boolean) : [];
  return said.at(-hops) ?? said[0] ?? remote ?? 'unknown';
}

/** A socket is opened by this portal's own pages only; unlike a form, a browser always names the page's origin. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, home: string | null): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  return home === null ? new URL(origin).host === host : origin === home;
}
