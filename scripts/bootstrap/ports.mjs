import { createServer } from 'node:net';

/**
 * Whether somebody could listen there now.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function isFree(port, host = '127.0.0.1') {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, host, () => probe.close(() => done(true)));
  });
}

/**
 * A free port for the embedded database. Below the range from which systems take outgoing ports:
 * while the database restarts, a reconnecting client could otherwise be given this very port and speak to itself.
 * @param {number} [wanted]
 */
export async function freeDatabasePort(wanted) {
  const first = wanted ?? 27_100 + (process.pid % 800);
  for (let port = first; port < first + 200; port += 1) if (await isFree(port)) return port;
  throw new Error(`No free port from ${first} on`);
}
