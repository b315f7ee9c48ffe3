import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';

/** How long kept-open connections may still bring a request that was on its way, in ms. */
const GRACE = 400;

/** Lets an HTTP server finish: nothing new, everything begun is answered, and whoever stays is told to leave. */
export function drainable(server: Server): { drain: (limit: number) => Promise<void> } {
  let draining = false;
  server.on('request', (_req, res) => {
    if (draining) res.shouldKeepAlive = false;
  });
  return {
    drain: async (limit) => {
      draining = true;
      // Only stops listening: http's own close() would cut idle connections at once, a request on its way among them.
      const closed = new Promise<void>((done) => NetServer.prototype.close.call(server, () => done()));
      const sweep = setTimeout(() => setInterval(() => server.closeIdleConnections(), 100).unref(), GRACE);
      const late = new Promise<void>((done) => setTimeout(done, limit).unref());
      await Promise.race([closed, late]);
      clearTimeout(sweep);
      server.closeAllConnections();
    },
  };
}
