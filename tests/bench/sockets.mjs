/**
 * Other people's devices, in a process of their own: their CPU and memory aren't the server's.
 * IPC in: `{open: {url, path, cookies}}`; out: `{open: n}` once all are connected, `{heard: n}` once all of them heard `changed`.
 */
import { io } from 'socket.io-client';

/** @type {import('socket.io-client').Socket[]} */
let devices = [];
let heard = 0;
process.once('disconnect', () => process.exit());
process.on('message', async (/** @type {any} */ message) => {
  if (!message.open) return;
  const { url, path, cookies, pages = [] } = message.open;
  for (const [at, cookie] of cookies.entries()) {
    if (pages[at]) await (await fetch(new URL(pages[at], url), { headers: { Cookie: cookie } })).text();
    const extraHeaders = { origin: url, ...(cookie ? { cookie } : {}) };
    const device = io(url, { path, transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders });
    await new Promise((done, failed) => device.once('connect', () => done(0)).once('connect_error', failed));
    device.on('changed', () => {
      heard += 1;
      if (heard % devices.length === 0) process.send?.({ heard });
    });
    devices = [...devices, device];
  }
  process.send?.({ open: devices.length });
});
