import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Wrong settings: `message` has one sentence a line for each mistake. */
export class EnvError extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(mistakes.join('\n'));
  }
}

export type AppMode = 'demo' | 'development' | 'production';

/** Known to everybody who reads this file: outside production only. */
const OPEN_SECRETS = {
  session: 'not a secret: sessions of demonstrations and development',
  master: createHash('sha256').update('not a secret: texts of demonstrations and development').digest('base64'),
};

const flag = z.enum(['true', 'false', '1', '0', 'yes', 'no'], { message: 'has to be true or false' }).transform((word) => ['true', '1', 'yes'].includes(word));
const whole = (least: number, most: number) => {
  const says = { message: `has to be a whole number from ${least} to ${most}` };
  return z.string().regex(/^\d+$/, says).transform(Number).pipe(z.number().min(least, says).max(most, says));
};
const address = (protocols: readonly string[], says: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), { message: `has to be ${says}` });
const webAddress = address(['http:', 'https:'], "the portal's own address, like https://home.example.org")
  .refine((text) => !URL.canParse(text) || (new URL(text).pathname === '/' && !new URL(text).search), { message: 'has to be an address without a path' })
  .transform((text) => new URL(text).origin);
const key32 = z.string().refine((text) => /^[A-Za-z0-9+/]{43}=$/.test(text), {
  message: 'has to be 32 bytes in base64; make one with: openssl rand -base64 32',
});

const EnvSchema = z.object({
  APP_MODE: z.enum(['demo', 'development', 'production'], { message: 'has to be demo, development or production' }).default('demo'),
  PORT: whole(1, 65_535).default('3000'),
  HOST: z.string().optional(),
  DATA_DIR: z.string().default('./data').transform((path) => resolve(path)),
  MONGODB_URI: address(['mongodb:', 'mongodb+srv:'], 'a MongoDB address, like mongodb://host:27017/?replicaSet=home').default('mongodb://127.0.0.1:27017'),
  DATABASE_NAME: z.string().regex(/^[A-Za-z0-9_-]{1,60}$/, 'has to be letters, digits, - and _').optional(),
  REDIS_URL: address(['redis:', 'rediss:'], 'a Redis address, like redis://host:6379').optional(),
  SESSION_SECRET: z.string().min(32, 'has to be at least 32 characters long; make one with: openssl rand -base64 32').optional(),
  MASTER_KEY: key32.optional(),
  VAPID_PRIVATE_KEY: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'has to be 32 bytes in base64url').optional(),
  BACKUP_KEY: key32.optional(),
  PUBLIC_URL: webAddress.optional(),
  TRUST_PROXY: whole(0, 10).default('0'),
  CHROMIUM_PATH: z.string().optional(),
  METRICS_TOKEN: z.string().min(16, 'has to be at least 16 characters long').optional(),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug'], { message: 'has to be silent, fatal, error, warn, info or debug' }).default('info'),
  DEMO_SEED: whole(1, 2_147_483_647).default('1'),
  DEMO_EMPTY: flag.default('false'),
  TLS_KEY: z.string().optional(),
  TLS_CERT: z.string().optional(),
});

type Read = z.infer<typeof EnvSchema>;

/** The validated settings; optional ones that the portal can't be without have their value of demonstrations. */
export interface Env extends Omit<Read, 'HOST' | 'SESSION_SECRET' | 'MASTER_KEY' | 'PUBLIC_URL' | 'DATABASE_NAME'> {
  HOST: string;
  SESSION_SECRET: string;
  /** 32 bytes in base64. */
  MASTER_KEY: string;
  /** Scheme, host and port; what links in messages begin with. */
  PUBLIC_URL: string;
  /** Cookies are `__Host-…` and Secure, and browsers are told to stay on https. */
  secure: boolean;
  DATABASE_NAME: string;
}

/**
 * Reads settings from environment variables; an empty value counts as not set.
 * @throws {EnvError} naming every mistake at once
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = EnvSchema.safeParse(given);
  if (!parsed.success) throw new EnvError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`));
  const read = parsed.data;
  if (read.APP_MODE === 'production') refuseUnsafe(read);
  const host = read.HOST ?? (read.APP_MODE === 'production' ? '0.0.0.0' : '127.0.0.1');
  const scheme = read.TLS_CERT ? 'https' : 'http';
  const url = read.PUBLIC_URL ?? `${scheme}://${['127.0.0.1', '0.0.0.0'].includes(host) ? 'localhost' : host}:${read.PORT}`;
  return {
    ...read,
    HOST: host,
    SESSION_SECRET: read.SESSION_SECRET ?? OPEN_SECRETS.session,
    MASTER_KEY: read.MASTER_KEY ?? OPEN_SECRETS.master,
    PUBLIC_URL: url,
    secure: url.startsWith('https:'),
    DATABASE_NAME: read.DATABASE_NAME ?? (new URL(read.MONGODB_URI).pathname.slice(1) || 'merchants_home'),
  };
}

function refuseUnsafe(read: Read): void {
  const mistakes: string[] = [];
  if (!read.SESSION_SECRET || read.SESSION_SECRET === OPEN_SECRETS.session) mistakes.push('SESSION_SECRET has to be set in production, to a secret of your own.');
  if (!read.MASTER_KEY || read.MASTER_KEY === OPEN_SECRETS.master) mistakes.push('MASTER_KEY has to be set in production; make one with: openssl rand -base64 32.');
  if (!read.PUBLIC_URL) mistakes.push("PUBLIC_URL has to be set in production, to the portal's own https address.");
  else if (!read.PUBLIC_URL.startsWith('https:')) mistakes.push('PUBLIC_URL has to be https in production: passwords and records pass through it.');
  if (mistakes.length > 0) throw new EnvError(mistakes);
}

let current: Env | undefined;

/** The settings of this process, read at the first call. */
export function env(): Env {
  return (current ??= readEnv(process.env));
}
