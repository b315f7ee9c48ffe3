import type { Namespace } from 'socket.io';
import type { Changed, ClientEvents, ServerEvents } from './protocol.ts';

/** Sockets written to before the event loop gets its turn; 19,000 at once block it for 0.3–0.5 s. */
export const CHUNK = 500;

type House = Pick<Namespace<ClientEvents, ServerEvents>, 'adapter' | 'local' | 'sockets'>;
type Say = (to: ReturnType<House['local']['to']>) => void;

/**
 * Sends to this process's connections in the order of calls, a chunk a turn. A packet is encoded once a chunk.
 * Rooms are looked up when it is said, so that who joins later hears nothing from before.
 */
export class FanOut {
  private waiting: { sockets: string[]; say: Say }[] = [];
  private busy = false;

  constructor(private readonly house: House) {}

  send(rooms: readonly string[], change: Changed): void {
    const say: Say = (to) => to.emit('changed', change);
    if (this.busy || this.most(rooms) > CHUNK) return this.queue(this.socketsIn(rooms), say);
    if (this.most(rooms) === 0) return;
    // Few, and nobody waits: as socket.io itself does it.
    say(this.house.local.to([...rooms]));
    this.busy = true;
    setImmediate(() => this.next());
  }

  /** To every connection of this process: events may have been missed since so many ms. */
  sendMissed(since: number): void {
    this.queue([...this.house.sockets.keys()], (to) => to.emit('missed', since));
  }

  /** At most so many connections are in these rooms. */
  private most(rooms: readonly string[]): number {
    return rooms.reduce((sum, room) => sum + (this.house.adapter.rooms.get(room)?.size ?? 0), 0);
  }

  private queue(sockets: string[], say: Say): void {
    for (let from = 0; from < sockets.length; from += CHUNK) this.waiting.push({ sockets: sockets.slice(from, from + CHUNK), say });
    if (!this.busy) this.next();
  }

  private socketsIn(rooms: readonly string[]): string[] {
    const [only] = rooms;
    if (only !== undefined && rooms.length === 1) return [...(this.house.adapter.rooms.get(only) ?? [])];
    const found = new Set<string>();
    for (const room of rooms) for (const id of this.house.adapter.rooms.get(room) ?? []) found.add(id);
    return [...found];
  }

  /** As many as one turn has time for, in their order. */
  private next(): void {
    let left = CHUNK;
    while (left > 0) {
      const chunk = this.waiting.shift();
      this.busy = chunk !== undefined;
      if (!chunk) return;
      chunk.say(this.house.local.to(chunk.sockets));
      left -= chunk.sockets.length;
    }
    setImmediate(() => this.next());
  }
}
