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
    this.queue(this.socketsIn(rooms), (to) => to.emit('changed', change));
  }

  /** To every connection of this process: events may have been missed since so many ms. */
  sendMissed(since: number): void {
    this.queue([...this.house.sockets.keys()], (to) => to.emit('missed', since));
  }

  private queue(sockets: string[], say: Say): void {
    for (let from = 0; from < sockets.length; from += CHUNK) this.waiting.push({ sockets: sockets.slice(from, from + CHUNK), say });
    if (!this.busy) this.next();
  }

  private socketsIn(rooms: readonly string[]): string[] {
    const found = new Set<string>();
    for (const room of rooms) for (const id of this.house.adapter.rooms.get(room) ?? []) found.add(id);
    return [...found];
  }

  private next(): void {
    const chunk = this.waiting.shift();
    this.busy = chunk !== undefined;
    if (!chunk) return;
    chunk.say(this.house.local.to(chunk.sockets));
    setImmediate(() => this.next());
  }
}
