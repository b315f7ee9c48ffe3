import { createHmac, randomBytes } from 'node:crypto';
import { createCookie } from '@remix-run/node';
import { Sessions, type SessionRow } from '#models/session.server.ts';
import { env } from './env.server.ts';
import { onEvent, publishEvent } from './events.server.ts';
import { singleton } from './singleton.server.ts';
import { Together } from './together.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * How long a session lives, in ms. `mine` keeps a cookie for its absolute limit, the others end with the browser.
 * `pending`: the password was right, the second factor is still to come; opens nothing.
 */
export const SESSION_LIMITS = {
  mine: { idle: 14 * DAY, absolute: 90 * DAY },
  shared: { idle: 2 * MINUTE, absolute: 12 * 60 * MINUTE },
  guest: { idle: 60 * MINUTE, absolute: 12 * 60 * MINUTE },
  pending: { idle: 5 * MINUTE, absolute: 5 * MINUTE },
} as const;
export type Device = keyof typeof SESSION_LIMITS;

export interface OpenSession {
  id: string;
  account: string;
  device: Device;
  /** Opened with a second factor or a passkey. */
  strong: boolean;
  /** When the person last showed all that her account asks for; null on a session that began with less (a PIN). */
  provedAt: Date | null;
  /** Keyed hash of the remembered phone whose PIN opened it; null for every other way. */
  phone: string | null;
  /** What was asked for again on a shared phone, until when. */
  asked: { what: string; until: Date } | null;
}

/** What somebody showed when a session began. */
export interface Proof {
  /** A second factor or a passkey; officers, officials and operators get nowhere without. */
  strong?: boolean;
  /** False where it began with less than name and password, or a passkey: what is delicate then asks for them. */
  whole?: boolean;
  /** The remembered phone whose PIN it was. */
  phone?: string;
  /** Where nothing new was shown: when it was last, on the session before. */
  provedAt?: Date;
  /** What it opens on a shared phone for two minutes. */
  asked?: string;
}

/** `__Host-mh` over https: host-cookies.ts. */
function sessionCookie() {
  return singleton('session-cookie', () => createCookie('mh', { httpOnly: true, sameSite: 'lax', path: '/', secure: env().secure }));
}

/** With the installation's secret: who can write to the database alone can't make a session of her own. */
const idOf = (token: string): string => createHmac('sha256', env().SESSION_SECRET).update(token).digest('hex');

async function tokenOf(cookieHeader: string | null): Promise<string | null> {
  const token: unknown = await sessionCookie().parse(cookieHeader);
  return typeof token === 'string' && token.length === 43 ? token : null;
}

/** Known for five seconds, so that a page's parallel loaders ask once; dropped when a session is stopped, in another process too. */
const CACHE = 5_000;
const cache = () =>
  singleton('session-cache', () => {
    const known = new Map<string, { until: number; session: OpenSession | null }>();
    onEvent((event) => {
      if (event.type !== 'session:stopped') return;
      for (const [id, { session }] of known) if (id === event.id || session?.account === event.id) known.delete(id);
    });
    return known;
  });

/** A new id at every sign-in. @returns the Set-Cookie value */
export async function startSession(account: string, device: Device, browser: string | undefined, now: Date, { strong = false, whole = true, provedAt, phone, asked }: Proof = {}): Promise<{ id: string; cookie: string }> {
  const token = randomBytes(32).toString('base64url');
  const id = idOf(token);
  const limit = SESSION_LIMITS[device];
  const proof = { strong, phone, asked: asked ? { what: asked, until: new Date(now.getTime() + SESSION_LIMITS.shared.idle) } : undefined, provedAt: whole && device !== 'pending' ? now : provedAt };
  await Sessions.create([{ _id: id, account, device, browser, lastUsedAt: now, expiresAt: new Date(now.getTime() + limit.absolute), ...proof }]);
  const cookie = await sessionCookie().serialize(token, device === 'mine' ? { maxAge: limit.absolute / 1000 } : {});
  return { id, cookie };
}

/** The session of a cookie header, over HTTP and at the socket's handshake alike; null when none, ended or idle too long. */
export async function findSession(cookieHeader: string | null, now: Date): Promise<OpenSession | null> {
  return (await findSessions([cookieHeader], now))[0] ?? null;
}

/** The same for many at once, in their order: one query for those that aren't known, one write for those that are used again. */
export async function findSessions(cookieHeaders: readonly (string | null)[], now: Date): Promise<(OpenSession | null)[]> {
  const tokens = await Promise.all(cookieHeaders.map(tokenOf));
  const ids = tokens.map((token) => (token ? idOf(token) : null));
  const asked = new Set(ids.filter((id) => id !== null));
  const found = new Map<string, OpenSession | null>();
  for (const id of asked) {
    const known = cache().get(id);
    if (known && known.until > now.getTime()) found.set(id, known.session);
  }
  const unknown = [...asked].filter((id) => !found.has(id));
  if (unknown.length > 0) for (const [id, session] of await rounds().ask({ ids: unknown, now })) found.set(id, session);
  return ids.map((id) => (id ? (found.get(id) ?? null) : null));
}

interface SessionQuestion {
  ids: readonly string[];
  now: Date;
}
/** Sessions that many pages and connections ask for in the same moment are one question and one write. */
const rounds = () => singleton('session-rounds', () => new Together(readSessions, { inOne: 200, atOnce: 1, gap: 20 }));

async function readSessions(questions: SessionQuestion[]): Promise<Map<string, OpenSession | null>[]> {
  const rows = await Sessions.find({ _id: { $in: [...new Set(questions.flatMap(({ ids }) => ids))] } }).lean();
  if (cache().size > 20_000) cache().clear();
  const used = new Set<string>();
  const answers = questions.map(({ ids, now }) => {
    const open = new Map(rows.filter((row) => ids.includes(row._id) && isOpen(row, now)).map((row) => [row._id, row]));
    for (const row of open.values()) if (now.getTime() - row.lastUsedAt.getTime() > MINUTE / 2) used.add(row._id);
    const sessions = new Map(ids.map((id) => [id, open.has(id) ? openOf(open.get(id)!) : null]));
    for (const [id, session] of sessions) cache().set(id, { until: now.getTime() + CACHE, session });
    return sessions;
  });
  const latest = new Date(Math.max(...questions.map(({ now }) => now.getTime())));
  if (used.size > 0) await Sessions.updateMany({ _id: { $in: [...used] } }, { $set: { lastUsedAt: latest } });
  return answers;
}

function openOf({ _id, account, device, strong, provedAt, phone, asked }: SessionRow): OpenSession {
  return { id: _id, account, device: device as Device, strong: Boolean(strong), provedAt: provedAt ?? null, phone: phone ?? null, asked: asked ?? null };
}

/** Pure: neither stopped nor over one of its two limits. */
export function isOpen(row: Pick<SessionRow, 'device' | 'lastUsedAt' | 'expiresAt' | 'stoppedAt'>, now: Date): boolean {
  const idle = SESSION_LIMITS[row.device as Device]?.idle ?? 0;
  return !row.stoppedAt && row.expiresAt > now && row.lastUsedAt.getTime() + idle > now.getTime();
}

/** Which of these sessions are still open, in one query; for connections that live longer than a request. */
export async function openAmong(ids: readonly string[], now: Date): Promise<Set<string>> {
  const rows = await Sessions.find({ _id: { $in: [...ids] } }, { device: 1, lastUsedAt: 1, expiresAt: 1, stoppedAt: 1 }).lean();
  return new Set(rows.filter((row) => isOpen(row, now)).map((row) => row._id));
}

/** A new session on the same device for a person who has just shown herself again; the one before ends. @returns the Set-Cookie value */
export async function renewSession(before: OpenSession, browser: string | undefined, now: Date, proof: Proof): Promise<string> {
  const { cookie } = await startSession(before.account, before.device, browser, now, proof);
  await stopSessions(before.account, now, before.id);
  return cookie;
}

/** Ends sessions at once, open pages and sockets included. Without `only`, all of the account's. */
export async function stopSessions(account: string, now: Date, only?: string): Promise<void> {
  const { modifiedCount } = await Sessions.updateMany({ account, ...(only ? { _id: only } : {}), stoppedAt: { $exists: false } }, { $set: { stoppedAt: now } });
  if (only && modifiedCount === 0) return;
  for (const [id, known] of cache()) if (known.session?.account === account && (!only || only === id)) cache().delete(id);
  publishEvent({ type: 'session:stopped', id: only ?? account, version: 0, rooms: [only ? `session:${only}` : `account:${account}`] });
}

/** Those that a remembered phone's PIN opened, when the phone is forgotten. */
export async function stopSessionsOfPhones(account: string, phones: readonly string[], now: Date): Promise<void> {
  const rows = await Sessions.find({ account, phone: { $in: [...phones] }, stoppedAt: { $exists: false }, expiresAt: { $gt: now } }, { _id: 1 }).limit(200).lean();
  for (const { _id } of rows) await stopSessions(account, now, _id);
}

/** Everybody's, but for one. Other processes and open sockets notice within seconds: what they know of a session lasts five. */
export async function stopAllSessions(now: Date, but: string): Promise<void> {
  await Sessions.updateMany({ _id: { $ne: but }, stoppedAt: { $exists: false }, expiresAt: { $gt: now } }, { $set: { stoppedAt: now } });
  cache().clear();
}

export async function listSessions(account: string, now: Date) {
  const rows = await Sessions.find({ account, expiresAt: { $gt: now }, stoppedAt: { $exists: false }, device: { $ne: 'pending' } })
    .sort({ lastUsedAt: -1 })
    .limit(50)
    .lean();
  return rows.filter((row) => isOpen(row, now)).map(({ _id, browser, lastUsedAt }) => ({ id: _id, browser, lastUsedAt }));
}

export async function endedCookie(): Promise<string> {
  return sessionCookie().serialize('', { maxAge: 0 });
}

const FAMILIES: Record<string, string> = { MicroMessenger: 'WeChat', Edg: 'Edge', OPR: 'Opera', Firefox: 'Firefox', Chrome: 'Chrome', Safari: 'Safari' };

/** Family only: it lets a person recognise her own session and says nothing else about the device. */
export function browserFamily(userAgent: string | null): string | undefined {
  return Object.entries(FAMILIES).find(([mark]) => userAgent?.includes(mark))?.[1];
}
