import mongoose from 'mongoose';
import { serveByIndex } from '#models/index-served-queries.server.ts';
import { log } from './log.server.ts';
import { singleton } from './singleton.server.ts';

export type DatabaseState = 'connected' | 'connecting' | 'away';

/** How long a request waits for a database that is away before it is answered 503. */
const SELECTION = 2500;

/** How long a request waits in line for a database that is there and has much to do: when everybody's page reads at once. */
const BUSY = 8_000;

/** A write counts when a majority has it in its journal: nothing acknowledged is lost in a crash. */
const SAFE = { w: 'majority', j: true } as const;

function watched(): { seen: boolean } {
  return singleton('database', () => {
    const state = { seen: false };
    mongoose.connection.on('error', (error) => log().warn({ err: error }, 'database error'));
    return state;
  });
}

/** Settings that all models rely on; safe to call again. */
function configure(): void {
  mongoose.set('strictQuery', true);
  // Not `sanitizeFilter`: it would turn our own `$in` and `$lt` into values. What comes in is cast by zod before it reaches a filter.
  mongoose.set('autoIndex', false);
  mongoose.set('autoCreate', false);
  mongoose.set('bufferCommands', false);
  if (process.env.NODE_ENV === 'development') mongoose.set('overwriteModels', true);
}

/** Connects mongoose; rejects when the database doesn't answer within seconds. Afterwards the driver reconnects by itself. */
export async function connectDatabase(uri: string, { dbName = 'merchants_home' }: { dbName?: string } = {}): Promise<typeof mongoose> {
  configure();
  const state = watched();
  await mongoose.connect(uri, {
    dbName,
    writeConcern: SAFE,
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: SELECTION,
    connectTimeoutMS: SELECTION,
    waitQueueTimeoutMS: BUSY,
    socketTimeoutMS: 30_000,
    heartbeatFrequencyMS: 2000,
    minPoolSize: 2,
    maxPoolSize: 50,
  });
  serveByIndex(await isEmbedded());
  state.seen = true;
  return mongoose;
}

/** Whether the database is the engine that comes with the portal, which says so itself. */
async function isEmbedded(): Promise<boolean> {
  return 'secantusVersion' in ((await mongoose.connection.db?.admin().command({ buildInfo: 1 })) ?? {});
}

/** Without asking it: what the driver's heartbeat knows. */
export function databaseState(): DatabaseState {
  const { readyState } = mongoose.connection;
  if (readyState === mongoose.ConnectionStates.connected) return 'connected';
  return watched().seen ? 'away' : 'connecting';
}

/** Asks it: whether it answers now, within the time a request would wait. */
export async function pingDatabase(): Promise<boolean> {
  try {
    await mongoose.connection.db?.admin().command({ ping: 1 }, { timeoutMS: SELECTION });
    return mongoose.connection.db !== undefined;
  } catch {
    return false;
  }
}

export async function closeDatabase(): Promise<void> {
  await mongoose.disconnect();
}

const AWAY = /^Mongo(ServerSelection|Network|NetworkTimeout|NotConnected|TopologyClosed|PoolCleared|PoolClosed|WaitQueueTimeout|OperationTimeout|ExpiredSession)Error$/;

/** Whether an error means "no database at this moment" rather than a mistake: the answer is 503, try again. */
export function isDatabaseAway(error: unknown): boolean {
  // The driver gives a bulk write's error another one as its cause under a name of its own.
  for (let cause = error; cause instanceof Error; cause = cause.cause ?? (cause as { errorResponse?: unknown }).errorResponse) {
    // Between its end and the driver's noticing it, a write on its socket fails under Node's own name.
    if ((cause as NodeJS.ErrnoException).code === 'EPIPE') return true;
    if (AWAY.test(cause.name) || cause.name === 'MongooseServerSelectionError') return true;
    if (/before initial connection is complete|Client must be connected/.test(cause.message)) return true;
  }
  return false;
}
