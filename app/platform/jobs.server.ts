import { Agenda } from 'agenda';
import { MongoBackend } from '@agendajs/mongo-backend';
import mongoose from 'mongoose';
import { figures } from './figures.server.ts';
import { log } from './log.server.ts';
import { singleton } from './singleton.server.ts';

export interface JobDefinition<D = Record<string, never>> {
  name: string;
  /** Repeatable: a killed process leaves the job to be taken up again when its lock runs out. */
  run(data: D, now: Date): Promise<void>;
  /** Cron or interval (`1 minute`) for those that come round by themselves. */
  every?: string;
}

interface House {
  definitions: Map<string, JobDefinition<never>>;
  agenda: Agenda | null;
}
const house = () => singleton<House>('jobs', () => ({ definitions: new Map(), agenda: null }));

const LOCK = 5 * 60_000;

/** Makes a job known; at import of app/routes/registries.server.ts, before {@link startJobs}. */
export function defineJob<D>(definition: JobDefinition<D>): void {
  house().definitions.set(definition.name, definition as unknown as JobDefinition<never>);
}

/** Starts working on jobs in this process; locks are in the database, so several processes share them. */
export async function startJobs(): Promise<void> {
  const db = mongoose.connection.db;
  if (!db) throw new Error('Jobs need the database.');
  const agenda = new Agenda({ backend: new MongoBackend({ mongo: db as never, collection: 'jobs', ensureIndex: true }), processEvery: 1000, defaultLockLifetime: LOCK });
  agenda.on('error', (error: Error) => log().warn({ err: error }, 'jobs wait for the database'));
  agenda.on('fail', (error: Error, job: { attrs: { name: string } }) => log().error({ err: error, job: job.attrs.name }, 'job failed'));
  for (const definition of house().definitions.values()) {
    agenda.define(definition.name, async (job: { attrs: { data?: unknown } }) => timed(definition, (job.attrs.data ?? {}) as never), { concurrency: 1 });
  }
  await agenda.start();
  for (const { name, every } of house().definitions.values()) if (every) await agenda.every(every, name);
  house().agenda = agenda;
}

async function timed(definition: JobDefinition<never>, data: never): Promise<void> {
  const took = figures().jobs.startTimer({ job: definition.name });
  try {
    await definition.run(data, new Date());
    took({ outcome: 'done' });
  } catch (error) {
    took({ outcome: 'failed' });
    throw error;
  }
}

/** Jobs whose time has come and that no process works on: many of them for long means that the house doesn't keep up. */
export async function countWaitingJobs(now: Date): Promise<number> {
  return (await mongoose.connection.db?.collection('jobs').countDocuments({ nextRunAt: { $lte: now }, lockedAt: null })) ?? 0;
}

/** Asks for a job as soon as possible. What must not be forgotten is also found again by the job's own `every`. */
export async function scheduleJob<D extends object>(name: string, data: D): Promise<void> {
  await house().agenda?.now(name, data);
}

/** Lets running jobs finish, gives the others' locks back. */
export async function stopJobs(): Promise<void> {
  const { agenda } = house();
  house().agenda = null;
  await agenda?.stop();
}

/** For tests and the command line: runs a job here and now. */
export async function runJob<D>(name: string, data: D, now: Date): Promise<void> {
  const definition = house().definitions.get(name);
  if (!definition) throw new Error(`No job is called ${name}.`);
  await definition.run(data as never, now);
}
