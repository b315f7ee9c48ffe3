import type { Server, Socket } from 'socket.io';
import { actorOf, findAccounts, type KnownAccount, readAccounts } from '#app/platform/actors.server.ts';
import { env } from '#app/platform/env.server.ts';
import { cookiesInside } from '#app/platform/host-cookies.ts';
import { log } from '#app/platform/log.server.ts';
import { isHeld } from '#app/platform/proof.ts';
import { findSessions } from '#app/platform/sessions.server.ts';
import type { ClientEvents, ServerEvents, Unwelcome } from './protocol.ts';
import { mallsOf, movesBetween, roomsOf } from './rooms.ts';

/** What the server knows of a connection. */
export interface Held {
  account: string;
  session: string;
  /** Its session was opened with a second factor. */
  strong: boolean;
  /** … or by the PIN of this phone. */
  phone: string | null;
  malls: string[];
}
export type LiveSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, Held>;
export type LiveServer = Server<ClientEvents, ServerEvents, Record<string, never>, Held>;

/** Who each is and where it belongs, from the sessions' cookies alone. @returns why each isn't let in, or null */
export async function welcome(sockets: readonly LiveSocket[], io: LiveServer, perAccount: number): Promise<(Unwelcome | null)[]> {
  const now = new Date();
  const cookies = sockets.map((socket) => cookiesInside(socket.handshake.headers.cookie, env().secure) ?? null);
  const sessions = (await findSessions(cookies, now)).map((session) => (session?.device === 'pending' ? null : session));
  const accounts = await findAccounts(sessions.flatMap((session) => (session ? [session.account] : [])), now);
  return sockets.map((socket, at) => {
    const session = sessions[at];
    const known = session && accounts.get(session.account);
    if (!session || !known) return 'signed-out';
    if ((io.of('/').adapter.rooms.get(`account:${known.account}`)?.size ?? 0) >= perAccount) return 'too-many';
    socket.data = { account: known.account, session: session.id, strong: session.strong, phone: session.phone, malls: [] };
    houseIn(socket, known);
    return null;
  });
}

/** Puts a connection into exactly the rooms of its account's memberships. @returns whether anything moved */
export function houseIn(socket: LiveSocket, known: KnownAccount): boolean {
  const whole = actorOf(known, socket.data.session, '');
  // Whose capacities need a second factor hears of nothing before it was shown.
  const actor = isHeld(known, socket.data) ? { ...whole, memberships: [] } : whole;
  const { join, leave } = movesBetween([...socket.rooms].filter((room) => room !== socket.id), roomsOf(actor));
  socket.data.malls = mallsOf(actor);
  for (const room of leave) void socket.leave(room);
  if (join.length > 0) void socket.join(join);
  return join.length + leave.length > 0;
}

/** A role was given or taken: the account's open pages move at once. */
export async function rehouse(io: LiveServer, account: string, version: number): Promise<void> {
  try {
    const known = (await readAccounts([account], new Date())).get(account);
    for (const id of io.of('/').adapter.rooms.get(`account:${account}`) ?? []) {
      const socket = io.of('/').sockets.get(id);
      if (!socket) continue;
      if (!known) socket.disconnect(true);
      else if (houseIn(socket, known)) socket.emit('changed', { type: 'memberships:changed', id: account, version });
    }
  } catch (error) {
    log().warn({ err: error }, 'roles are compared again by the next sweep');
  }
}
