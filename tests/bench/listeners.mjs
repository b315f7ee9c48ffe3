/**
 * Devices in a process of their own, so that the server's CPU is the server's alone. Told over IPC:
 * `{open: {address, cookies, times, receipts}}` → `{opened}`; `{count}` → `{heard}` since the last question; `{close}` → `{closed}`.
 */
import { io } from 'socket.io-client';

/** @type {import('socket.io-client').Socket[]} */
let devices = [];
let heard = 0;

/** @param {{ address: string, path: string, cookies: string[], times: number, receipts: boolean }} wanted */
async function open({ address, path, cookies, times, receipts }) {
  const wishes = Array.from({ length: times }, (_none, at) => cookies[at % cookies.length] ?? '');
  for (let from = 0; from < wishes.length; from += 100) {
    const some = wishes.slice(from, from + 100).map((cookie) => {
      const device = io(address, { path, transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: { cookie, origin: address } });
      device.on('changed', ({ type, id }) => {
        heard += 1;
        if (receipts && type === 'notice:sent') device.emit('received', [id], () => undefined);
      });
      devices.push(device);
      return new Promise((done, refused) => device.once('connect', () => done(null)).once('connect_error', refused));
    });
    await Promise.all(some);
  }
  return { opened: devices.length };
}

process.on('message', async (/** @type {any} */ told) => {
  if (told.open) process.send?.(await open(told.open).catch((/** @type {Error} */ error) => ({ failed: error.message })));
  if (told.count) {
    process.send?.({ heard });
    heard = 0;
  }
  if (told.close) {
    for (const device of devices) device.disconnect();
    devices = [];
    process.send?.({ closed: true });
  }
});
