import { io, type Socket } from 'socket.io-client';
import { type Changed, type ClientEvents, REALTIME_PATH, RECEIPTS_AT_ONCE, type ServerEvents, type Unwelcome } from './protocol.ts';

/** What the page is told; words are its own matter. */
export interface LiveEars {
  /** Something that this page may show is newer than what it shows. */
  onStale(change: Changed | null): void;
  onState(state: 'live' | 'lost'): void;
}

/** Kept of notices that this tab has: what comes again is dropped by its id and order. */
const REMEMBERED = 500;
const GATHER = 30;
const ANSWER = 8_000;
const LOOK = 1_000;
const RETRY = 5_000;
/** Longest pause between two tries, in ms: a portal that was started again is found within seconds; one that stays away is asked less and less. */
const PAUSES = { soon: 2_500, late: 20_000 };
/** So many tries are made soon after each other. */
const SOON = 20;

type LiveSocket = Socket<ServerEvents, ClientEvents>;

/**
 * The tab's one connection, while anybody listens. Loaded when the page is idle, so it knows the moment the page was made.
 * It comes back by itself, each device after its own pause, and then asks what it missed.
 */
export class LiveConnection {
  private readonly socket: LiveSocket;
  private readonly known = new Set<string>();
  private latest: string | undefined;
  private receipts: string[] = [];
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private retrying: ReturnType<typeof setTimeout> | undefined;
  private asking: ReturnType<typeof setTimeout> | undefined;

  /** @param heardAt when the page last knew the truth: its own making, on the clock of `performance.now()` */
  constructor(
    private readonly ears: LiveEars,
    private heardAt: number,
    address?: string,
    extra: Record<string, unknown> = {},
  ) {
    const options = {
      path: REALTIME_PATH,
      transports: ['websocket'],
      reconnectionDelay: 500,
      reconnectionDelayMax: PAUSES.soon,
      randomizationFactor: 0.8,
      timeout: 10_000,
      ...extra,
    };
    this.socket = address ? io(address, options) : io(options);
    this.socket.on('connect', () => this.catchUp());
    this.socket.io.on('reconnect_attempt', (attempt) => this.socket.io.reconnectionDelayMax(attempt < SOON ? PAUSES.soon : PAUSES.late));
    this.socket.on('changed', (change) => this.hear(change));
    this.socket.on('missed', (since) => this.askAgain(since));
    this.socket.on('disconnect', (reason) => {
      this.heardAt = performance.now();
      ears.onState('lost');
      // The server ended this session: the page's own loader says so, and where to sign in.
      if (reason !== 'io server disconnect') return;
      ears.onStale(null);
      // Unless she has shown herself again, which begins a new session with the same page.
      this.retrying = setTimeout(() => this.socket.connect(), RETRY * (0.3 + Math.random()));
    });
    this.socket.on('connect_error', (error) => this.refused(error.message));
  }

  close(): void {
    clearTimeout(this.gathering);
    clearTimeout(this.retrying);
    clearTimeout(this.asking);
    this.socket.disconnect();
  }

  /** A network that fails is tried again by socket.io itself; what the server answered is for us to follow. */
  private refused(why: string): void {
    this.ears.onState('lost');
    if (why === ('signed-out' satisfies Unwelcome)) this.ears.onStale(null);
    if (why === ('not-now' satisfies Unwelcome)) this.retrying = setTimeout(() => this.socket.connect(), PAUSES.soon * (0.2 + Math.random()));
  }

  /** Every page of the process is told at the same moment, and each asks after its own pause. */
  private askAgain(since: number): void {
    this.heardAt = performance.now() - since;
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.socket.connected && this.catchUp(), LOOK * Math.random());
  }

  private catchUp(): void {
    const away = Math.max(0, Math.round(performance.now() - this.heardAt));
    const question = { away, ...(this.latest ? { after: this.latest } : {}) };
    this.socket.timeout(ANSWER).emit('catch-up', question, (error, answer) => {
      this.ears.onState('live');
      if (error || !answer) return this.ears.onStale(null);
      this.remember(answer.latest);
      let fresh = answer.stale;
      for (const { id, order } of answer.notices) {
        this.remember(order);
        if (this.take(id, order)) fresh = true;
      }
      if (fresh) this.ears.onStale(null);
      if (this.receipts.length > 0) this.sendReceipts();
    });
  }

  private hear(change: Changed): void {
    if (change.type === 'notice:sent') {
      this.remember(change.order);
      if (!this.take(change.id, change.order)) return;
    }
    this.ears.onStale(change);
  }

  private remember(order: string | undefined): void {
    if (order && (!this.latest || order > this.latest)) this.latest = order;
  }

  /** A notice reached the device: says so to the server, and @returns whether it is the first time; a corrected one is sent anew, in a later order */
  private take(notice: string, order = ''): boolean {
    const sent = `${notice} ${order}`;
    if (this.known.has(sent)) return false;
    this.known.add(sent);
    if (this.known.size > REMEMBERED) this.known.delete(this.known.values().next().value ?? '');
    this.receipts.push(notice);
    this.gathering ??= setTimeout(() => this.sendReceipts(), GATHER);
    return true;
  }

  private sendReceipts(): void {
    clearTimeout(this.gathering);
    this.gathering = undefined;
    if (!this.socket.connected || this.receipts.length === 0) return;
    const batch = [...new Set(this.receipts)].slice(0, RECEIPTS_AT_ONCE);
    this.receipts = this.receipts.filter((notice) => !batch.includes(notice));
    this.socket.timeout(ANSWER).emit('received', batch, (error, taken) => {
      if (!error && taken === batch.length) return;
      // Said again; the server's answer to a receipt that it already has is yes.
      this.receipts.push(...batch);
      this.gathering ??= setTimeout(() => this.sendReceipts(), RETRY * (0.3 + Math.random()));
    });
    if (this.receipts.length > 0) this.gathering = setTimeout(() => this.sendReceipts(), GATHER);
  }
}
