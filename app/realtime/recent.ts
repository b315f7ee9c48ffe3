interface Entry {
  at: number;
  rooms: readonly string[];
}

/**
 * Which rooms heard something lately, so that a page that comes back is told whether it missed anything,
 * and 449 pages that come back after nothing happened don't all read themselves again.
 */
export class RecentEvents {
  private entries: Entry[] = [];
  /** Before this moment nothing is known. */
  private since: number;

  constructor(
    now: number,
    private readonly most = 5_000,
  ) {
    this.since = now;
  }

  add(rooms: readonly string[], now: number): void {
    this.entries.push({ at: now, rooms });
    if (this.entries.length > this.most) {
      this.entries = this.entries.slice(-Math.floor(this.most / 2));
      this.since = this.entries[0]?.at ?? now;
    }
  }

  /** From here on nothing before `now` is known. */
  forget(now: number): void {
    this.entries = [];
    this.since = now;
  }

  /** True also when it can't be known: the moment lies before the start, or more happened than is kept. */
  missedAnything(rooms: ReadonlySet<string>, from: number): boolean {
    if (from <= this.since) return true;
    for (let i = this.entries.length - 1; i >= 0; i -= 1) {
      const entry = this.entries[i];
      if (!entry || entry.at < from) return false;
      if (entry.rooms.some((room) => rooms.has(room))) return true;
    }
    return false;
  }
}
