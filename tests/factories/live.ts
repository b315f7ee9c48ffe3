import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { startSession } from '#app/platform/sessions.server.ts';
import { attachHub, type Hub, type HubOptions } from '#app/realtime/hub.server.ts';
import { type Changed, type ClientEvents, REALTIME_PATH, type ServerEvents } from '#app/realtime/protocol.ts';

export interface LiveHouse {
  hub: Hub;
  address: string;
  port: number;
  close(): Promise<void>;
}

/** The real hub on a real HTTP server, on a free port or the given one. */
export async function openHouse(options: Partial<HubOptions> = {}, port = 0): Promise<LiveHouse> {
  const server: Server = createServer((_request, response) => response.writeHead(404).end());
  const hub = attachHub(server, { sweep: 300, redisUrl: undefined, ...options });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const chosen = (server.address() as AddressInfo).port;
  const close = async () => {
    await hub.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { hub, port: chosen, address: `http://127.0.0.1:${chosen}`, close };
}

export type Device = Socket<ServerEvents, ClientEvents> & { heard: Changed[] };

/** A browser's socket: the cookie and origin as one would send them. Nothing is awaited. */
export function openDevice(address: string, cookie: string | undefined, { origin = address, ...extra }: { origin?: string; [more: string]: unknown } = {}): Device {
  const extraHeaders = { origin, ...(cookie ? { cookie } : {}) };
  const device = io(address, { path: REALTIME_PATH, transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders, ...extra }) as unknown as Device;
  device.heard = [];
  device.on('changed', (change) => device.heard.push(change));
  return device;
}

/** `name=value` of a new session of this account. */
export async function signIn(account: string, now: Date): Promise<{ id: string; cookie: string }> {
  const { id, cookie } = await startSession(account, 'mine', 'Chrome', now, { strong: true });
  return { id, cookie: cookie.split(';')[0] ?? '' };
}

/** @throws when the hub refuses */
export function connected(device: Device): Promise<Device> {
  if (device.connected) return Promise.resolve(device);
  return new Promise((done, refused) => {
    device.once('connect', () => done(device));
    device.once('connect_error', refused);
  });
}

/** Waits until something holds; the test's own limit ends the waiting. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((next) => setTimeout(next, 10));
}
