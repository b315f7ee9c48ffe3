import { readAccounts } from '#app/platform/actors.server.ts';
import { log } from '#app/platform/log.server.ts';
import { openAmong } from '#app/platform/sessions.server.ts';
import { houseIn, type LiveServer, type LiveSocket } from './connection.server.ts';

/** Connections compared with the database by one round of queries. */
const BATCH = 500;

/**
 * Compares every open connection with the database: a session that ended by its limit or in another process is closed,
 * a role that ended by its term leaves its rooms. Batches follow one another, so that a big house is never asked all at once.
 */
export function startSweep(io: LiveServer, every: number): { stop(): void } {
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  const round = async () => {
    try {
      const sockets = [...io.of('/').sockets.values()];
      for (let from = 0; from < sockets.length && !stopped; from += BATCH) await compare(sockets.slice(from, from + BATCH), new Date());
    } catch (error) {
      log().warn({ err: error }, 'sessions and roles of open pages could not be compared');
    }
    if (!stopped) timer = setTimeout(round, every).unref();
  };
  timer = setTimeout(round, every).unref();
  return {
    stop: () => {
      stopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}

async function compare(sockets: readonly LiveSocket[], now: Date): Promise<void> {
  const unique = (pick: (socket: LiveSocket) => string) => [...new Set(sockets.map(pick))];
  const open = await openAmong(unique((socket) => socket.data.session), now);
  const known = await readAccounts(unique((socket) => socket.data.account), now);
  for (const socket of sockets) {
    const account = known.get(socket.data.account);
    if (!account || !open.has(socket.data.session)) socket.disconnect(true);
    else if (houseIn(socket, account)) socket.emit('changed', { type: 'memberships:changed', id: account.account, version: 0 });
  }
}
