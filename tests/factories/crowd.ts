import { Accounts, Memberships } from '#models/account.server.ts';
import { Sessions } from '#models/session.server.ts';
import { newId } from '#app/platform/ids.ts';
import { LiveConnection } from '#app/realtime/live-client.ts';
import { signIn } from './live.ts';
import type { MadeMall } from './mall.ts';

/** People of one shop of the mall, each with a session; as cookies. */
export async function buildPeople({ mall, shops }: MadeMall, count: number): Promise<{ accounts: string[]; cookies: string[] }> {
  const now = new Date();
  const accounts = Array.from({ length: count }, newId);
  await Accounts.insertMany(accounts.map((_id) => ({ _id, userName: `u-${_id}`, names: { en: 'Test' }, translates: [], status: 'active', demo: false })));
  await Memberships.insertMany(accounts.map((account) => ({ account, kind: 'staff', mall: mall._id, merchant: shops[0]?.[0]?.merchant, from: new Date(0) })));
  const cookies: string[] = [];
  for (let from = 0; from < count; from += 40) {
    const some = await Promise.all(accounts.slice(from, from + 40).map((account) => signIn(account, now)));
    cookies.push(...some.map(({ cookie }) => cookie));
  }
  // As of people who signed in this morning.
  await Sessions.updateMany({ account: { $in: accounts } }, { $set: { lastUsedAt: new Date(now.getTime() - 3600_000) } });
  return { accounts, cookies };
}

type Wire = { ws?: { terminate(): void } };

/** An open page: its own connection with the very code that browsers run, and what it let through to the eye. */
export class OpenPage {
  /** How often each notice was new to this page: never more than once. */
  readonly shown = new Map<string, number>();
  /** From when the network was there again until what was missed had come, on the clock of `performance.now()`. */
  readonly returns: { from: number; to: number }[] = [];
  live = false;
  private lostAt = 0;
  private readonly connection: LiveConnection;

  constructor(
    readonly account: string,
    address: string,
    cookie: string,
  ) {
    const ears = { onStale: () => undefined, onState: (state: 'live' | 'lost') => this.moved(state) };
    this.connection = new LiveConnection(ears, performance.now(), address, { extraHeaders: { cookie, origin: address }, forceNew: true });
    const take = this.connection['take'].bind(this.connection);
    this.connection['take'] = (notice, order) => {
      const first = take(notice, order);
      if (first) this.shown.set(notice, (this.shown.get(notice) ?? 0) + 1);
      return first;
    };
  }

  /** The network is gone without a word, and there again after so many ms. */
  cut(away: number): void {
    if (!this.live) return;
    const socket = this.connection['socket'];
    const wire = (socket.io.engine as unknown as { transport: Wire }).transport;
    socket.io.reconnection(false);
    wire.ws?.terminate();
    setTimeout(() => {
      this.lostAt = performance.now();
      socket.io.reconnection(true);
      socket.connect();
    }, away);
  }

  close(): void {
    this.connection.close();
  }

  private moved(state: 'live' | 'lost'): void {
    if (state === 'lost' && this.live) this.lostAt = performance.now();
    if (state === 'live' && this.lostAt > 0) this.returns.push({ from: this.lostAt, to: performance.now() });
    this.live = state === 'live';
  }
}

export const pause = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));

/** All pages live, and so many opened at once that a machine of two cores isn't asked for everything in one moment. */
export async function openPages(accounts: readonly string[], cookies: readonly string[], addressOf: (at: number) => string): Promise<OpenPage[]> {
  const pages: OpenPage[] = [];
  for (let from = 0; from < accounts.length; from += 100) {
    for (let at = from; at < Math.min(from + 100, accounts.length); at += 1) pages.push(new OpenPage(accounts[at] as string, addressOf(at), cookies[at] as string));
    while (!pages.every((page) => page.live)) await pause(20);
  }
  return pages;
}

/** Cuts every page once in `every` ms for `away` ms, one after the other. @returns how to stop */
export function keepCutting(pages: readonly OpenPage[], every: number, away: number): () => void {
  let at = 0;
  let owed = 0;
  const STEP = 20;
  const timer = setInterval(() => {
    owed += (pages.length * STEP) / every;
    for (; owed >= 1; owed -= 1) pages[at++ % pages.length]?.cut(away);
  }, STEP);
  return () => clearInterval(timer);
}

/** What each page waited for after it could come back; while nobody was there to come back to doesn't count. */
export function waitsOf(pages: readonly OpenPage[], deaf: readonly { from: number; to: number }[]): number[] {
  const waits = pages.flatMap((page) =>
    page.returns.map(({ from, to }) => {
      const within = deaf.find((gap) => from >= gap.from && from < gap.to);
      return to - (within?.to ?? from);
    }),
  );
  return waits.sort((a, b) => a - b);
}

export const percentile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
