import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { z } from 'zod';
import { databaseState } from '#app/platform/database.server.ts';
import { env } from '#app/platform/env.server.ts';
import { onEvent } from '#app/platform/events.server.ts';
import { watchFigure } from '#app/platform/figures.server.ts';
import { idAt } from '#app/platform/id-at.ts';
import { log } from '#app/platform/log.server.ts';
import { type LiveServer, type LiveSocket, rehouse, welcome } from './connection.server.ts';
import { FanOut } from './fan-out.server.ts';
import { addressOf, Allowance, isOwnOrigin, type Rate } from './limits.ts';
import { type CatchUp, type CaughtUp, REALTIME_PATH, RECEIPTS_AT_ONCE, type Unwelcome } from './protocol.ts';
import { Receipts } from './receipts.server.ts';
import { RecentEvents } from './recent.ts';
import { type Absence, noticeSource } from './source.server.ts';
import { type EventStream, shareEvents } from './stream.server.ts';
import { startSweep } from './sweep.server.ts';
import { Together } from '#app/platform/together.ts';

export interface HubOptions {
  /** Open connections of one account, over all its devices and pages. */
  perAccount: number;
  /** Of one address: a whole mall is behind one. */
  perAddress: number;
  messages: Rate;
  /** How often sessions and roles are compared with the database, in ms: what another process or a clock ended. */
  sweep: number;
  redisUrl: string | undefined;
}

export interface Hub {
  io: LiveServer;
  /** Cuts the connections so that the devices come back by themselves, elsewhere; stores the receipts that wait. */
  leave(): Promise<void>;
  /** After the last request was answered: until then other processes are told what happened here. */
  close(): Promise<void>;
}

/** Handshakes, or catch-ups, that are answered by one round of queries; two rounds at once, so that pages still get their turn. */
const ROUND = { inOne: 200, atOnce: 2 };

/** Between what a page shows and when it began to listen, in ms: rendering, the way, the handshake. */
const MARGIN = 2_000;
const LONGEST_AWAY = 30 * 24 * 3600_000;

const UuidSchema = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const CatchUpSchema = z.object({ after: UuidSchema.optional(), away: z.number().min(0).max(LONGEST_AWAY) });
const ReceivedSchema = z.array(UuidSchema).min(1).max(RECEIPTS_AT_ONCE);

/**
 * The socket hub on the portal's own HTTP server. It sends ids and versions, to rooms that it alone puts connections into;
 * the database is the truth, and whoever missed something reads it there.
 * WebSocket only: a polling connection would need every request of a device to reach the same process.
 */
export function attachHub(server: HttpServer, given: Partial<HubOptions> = {}): Hub {
  const house = env();
  const options: HubOptions = { perAccount: 20, perAddress: 6_000, messages: { burst: 40, perSecond: 5 }, sweep: 4_000, redisUrl: house.REDIS_URL, ...given };
  const addresses = new Map<string, number>();
  const callerOf = (request: IncomingMessage) => addressOf(String(request.headers['x-forwarded-for'] ?? ''), request.socket.remoteAddress, house.TRUST_PROXY);
  const home = house.APP_MODE === 'production' ? house.PUBLIC_URL : null;

  const io: LiveServer = new Server(server, {
    path: REALTIME_PATH,
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 16 * 1024,
    connectTimeout: 10_000,
    allowRequest: (request, decide) => {
      const welcome = isOwnOrigin(request.headers.origin, request.headers.host, home) && (addresses.get(callerOf(request)) ?? 0) < options.perAddress;
      // While the portal starts, thousands may knock at once: told to come back before it costs anything.
      const open = welcome && databaseState() === 'connected';
      decide(open ? null : welcome ? ('not-now' satisfies Unwelcome) : 'refused', open);
    },
  });
  io.engine.on('connection', (connection: { request: IncomingMessage; once(event: 'close', run: () => void): void }) => {
    const address = callerOf(connection.request);
    addresses.set(address, (addresses.get(address) ?? 0) + 1);
    connection.once('close', () => {
      const left = (addresses.get(address) ?? 1) - 1;
      if (left > 0) addresses.set(address, left);
      else addresses.delete(address);
    });
  });

  watchFigure('live_connections', 'Open sockets', () => io.engine.clientsCount);
  watchFigure('live_rooms', 'Rooms with somebody in them', () => io.of('/').adapter.rooms.size);

  const recent = new RecentEvents(Date.now());
  const receipts = new Receipts();
  const fanOut = new FanOut(io.of('/'));
  const door = new Together((sockets: LiveSocket[]) => welcome(sockets, io, options.perAccount), ROUND);
  const missed = new Together(async (absences: Absence[]) => (await noticeSource()?.since(absences)) ?? [], ROUND);

  io.use((socket, next) => {
    door.ask(socket).then(
      (refused) => next(refused ? new Error(refused) : undefined),
      (error: unknown) => {
        log().warn({ err: error }, 'a connection found no database');
        next(new Error('not-now' satisfies Unwelcome));
      },
    );
  });
  io.on('connection', (socket) => listenTo(socket, { recent, receipts, missed, messages: options.messages }));

  const stopHearing = onEvent((event) => {
    recent.add(event.rooms, Date.now());
    if (event.type === 'session:stopped') return void io.local.in(event.rooms).disconnectSockets(true);
    if (event.type === 'memberships:changed') void rehouse(io, event.id, event.version);
    fanOut.send(event.rooms, { type: event.type, id: event.id, version: event.version, ...(event.order ? { order: event.order } : {}) });
  });
  const lookAgain = (since: number) => {
    recent.forget(Date.now());
    fanOut.sendMissed(Date.now() - since);
  };
  const stream: EventStream | null = options.redisUrl ? shareEvents(options.redisUrl, lookAgain) : null;
  const sweep = startSweep(io, options.sweep);

  const leave = async () => {
    stopHearing();
    sweep.stop();
    // The engine's end, unlike a socket's, lets the device come back by itself.
    io.engine.close();
    await receipts.flush();
    io.removeAllListeners();
  };
  return {
    io,
    leave,
    close: async () => {
      await leave();
      await stream?.close();
    },
  };
}

type Missed = Pick<CaughtUp, 'notices'> & { more: boolean };

interface Desk {
  recent: RecentEvents;
  receipts: Receipts;
  missed: Together<Absence, Missed | undefined>;
  messages: Rate;
}

function listenTo(socket: LiveSocket, { recent, receipts, missed, messages }: Desk): void {
  const allowance = new Allowance(messages, Date.now());
  socket.use((_message, next) => {
    if (allowance.take(Date.now())) next();
    else socket.disconnect(true);
  });
  socket.on('watch', (room, answer) => {
    if (typeof answer === 'function') answer(typeof room === 'string' && socket.rooms.has(room));
  });
  socket.on('received', async (notices, answer) => {
    const asked = ReceivedSchema.safeParse(notices);
    const { account, malls } = socket.data;
    const taken = asked.success ? await receipts.take(asked.data.map((notice) => ({ account, malls, notice }))) : 0;
    if (typeof answer === 'function') answer(taken);
  });
  socket.on('catch-up', async (question: CatchUp, answer) => {
    const asked = CatchUpSchema.safeParse(question);
    if (typeof answer !== 'function') return;
    answer(asked.success ? await catchUp(socket, { recent, missed }, asked.data) : null);
  });
}

/** A page that knows no order yet was made so long ago as it says: whatever was sent before, it shows. */
async function catchUp({ rooms, data: { account, malls } }: LiveSocket, { recent, missed }: Pick<Desk, 'recent' | 'missed'>, { after, away }: CatchUp): Promise<CaughtUp | null> {
  const from = Date.now() - away - MARGIN;
  const stale = recent.missedAnything(rooms, from);
  if (!after) return { latest: idAt(from), notices: [], stale };
  try {
    // A page that was told of a gap may know later orders than the one that it missed.
    const told = await missed.ask({ account, malls, after: after < idAt(from) ? after : idAt(from) });
    return { latest: told?.notices.at(-1)?.order, notices: told?.notices ?? [], stale: stale || (told?.more ?? false) };
  } catch {
    return null;
  }
}
