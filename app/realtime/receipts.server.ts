import { log } from '#app/platform/log.server.ts';
import { RECEIPTS_AT_ONCE } from './protocol.ts';
import { noticeSource, type Receipt } from './source.server.ts';

/** How long receipts wait for company, in ms. */
const WAIT = 25;
/** Over this many the house is behind: a device asks again when it comes back. */
const MOST = 20_000;

interface Waiting extends Receipt {
  stored(taken: boolean): void;
}

/** Gathers the receipts of all connections of this process and stores a hundred with one database operation. */
export class Receipts {
  private waiting: Waiting[] = [];
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();

  /** @returns how many were stored */
  async take(receipts: readonly Receipt[]): Promise<number> {
    if (this.waiting.length + receipts.length > MOST) return 0;
    const done = receipts.map((receipt) => new Promise<boolean>((stored) => this.waiting.push({ ...receipt, stored })));
    if (this.waiting.length >= RECEIPTS_AT_ONCE) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), WAIT);
    return (await Promise.all(done)).filter(Boolean).length;
  }

  /** Stores what waits, one batch after the other. */
  flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.running = this.running.then(async () => {
      while (this.waiting.length > 0) await store(this.waiting.splice(0, RECEIPTS_AT_ONCE));
    });
    return this.running;
  }
}

async function store(batch: Waiting[]): Promise<void> {
  let taken = true;
  try {
    await noticeSource()?.received(batch, new Date());
  } catch (error) {
    taken = false;
    log().warn({ err: error }, 'receipts were not stored; devices send them again');
  }
  for (const receipt of batch) receipt.stored(taken);
}
