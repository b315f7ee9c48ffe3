import { randomUUID } from 'node:crypto';
import type { ClientSession, Model } from 'mongoose';
import { AuditEvents } from '#models/audit.server.ts';
import type { Stored } from '#models/define-model.server.ts';
import { type LiveEvent, publishEvent } from './events.server.ts';
import { figures } from './figures.server.ts';
import { newId } from './ids.ts';
import { InTurn } from './in-turn.server.ts';
import { type NewRow, packRows, readyRows } from './insert.server.ts';
import { forgetWritten } from './memory.server.ts';
import { Refusal } from './refusal.ts';
import { inTransaction } from './transaction.server.ts';

/** Who does what to whom. `subject` is the one record it shows on: `shop:<id>`, `account:<id>`, `request:<id>`, `none`. */
export interface CommandHead {
  name: string;
  mall: string;
  actor: { account: string };
  /** Capacity used, e.g. `manager`. */
  role: string;
  subject: string;
  target?: string;
  now: Date;
  /** The audit row says this instead of the moment, and its id tells none: where a moment could point to a person. */
  rowAt?: Date;
}

/** The open transaction of a command. Everything in it happens again when the database asks for a repeat. */
export interface Tx {
  session: ClientSession;
  mall: string;
  now: Date;
  /** Names of fields for the audit row. */
  changed(...fields: string[]): void;
  /** Id of the text with the reason given. */
  because(text: string): void;
  /** Target known only inside, e.g. the id of what was made. */
  about(target: string): void;
  /** One row more for the log: a command that changes many subjects shows on the record of each. `role` where it was done in another one. */
  also(row: { name: string; subject: string; role?: string; target?: string; fields: string[] }): void;
  /** Told to the house after the commit, and not at all when it fails. */
  publish(event: LiveEvent): void;
  /** Changes that are on their way while the next ones are made ready. */
  behind: Behind;
}

/**
 * Writes of one transaction that come back before they are done, in their order. Before anything else is asked or changed with
 * its session, they have to be `settled`; the commit waits for them by itself.
 */
export interface Behind {
  insert<T extends Stored>(model: Model<T>, rows: readonly NewRow<T>[], at?: Date): Promise<void>;
  /** Makes the rows' bytes at once; what it returns begins their write. */
  pack<T extends Stored>(model: Model<T>, rows: readonly NewRow<T>[], at?: Date): () => Promise<void>;
  write(change: () => PromiseLike<unknown>): Promise<void>;
  settled(): Promise<void>;
}

export function writesBehind(session: ClientSession): Behind {
  const turns = new InTurn();
  const pack: Behind['pack'] = (model, rows, at = new Date()) => {
    const send = packRows(model, readyRows(model, rows, at));
    return async () => {
      if (rows.length > 0) await turns.begin(() => send(session));
    };
  };
  return {
    pack,
    insert: (model, rows, at) => pack(model, rows, at)(),
    write: (change) => turns.begin(change),
    settled: () => turns.settled(),
  };
}

/**
 * Runs one write: a transaction that holds the change and its audit row, and publishes after the commit.
 * The database may ask for a repeat, so `work` must not do anything outside that can't be done twice.
 */
export async function runCommand<R>(head: CommandHead, work: (tx: Tx) => Promise<R>): Promise<R> {
  const took = figures().commands.startTimer({ command: head.name });
  let events: LiveEvent[] = [];
  try {
    const result = await inTransaction(async (session) => {
      events = [];
      const fields = new Set<string>();
      let target = head.target;
      let reason: string | undefined;
      const others: Parameters<Tx['also']>[0][] = [];
      const tx: Tx = {
        session,
        mall: head.mall,
        now: head.now,
        changed: (...names) => names.forEach((name) => fields.add(name)),
        because: (text) => (reason = text),
        about: (id) => (target = id),
        also: (row) => others.push(row),
        publish: (event) => events.push(event),
        behind: writesBehind(session),
      };
      const made = await work(tx).catch(async (error: unknown) => {
        // Nothing is taken back while a write is still on its way.
        await tx.behind.settled().catch(() => undefined);
        throw error;
      });
      const by = { mall: head.mall, at: head.rowAt ?? head.now, actor: head.actor.account, role: head.role };
      const row = { _id: head.rowAt ? randomUUID() : newId(), ...by, command: head.name, subject: head.subject, target, fields: [...fields], reason };
      const rows = others.map(({ name, role = head.role, ...other }) => ({ _id: newId(), ...by, role, command: name, ...other }));
      await tx.behind.insert(AuditEvents, [row, ...rows], head.rowAt);
      await tx.behind.settled();
      return made;
    });
    took({ outcome: 'done' });
    forgetWritten();
    events.forEach(publishEvent);
    return result;
  } catch (error) {
    took({ outcome: error instanceof Refusal || error instanceof Response ? 'refused' : 'failed' });
    throw error;
  }
}

/** Thrown in a command that finds its work done by somebody else: nothing is written, no row in the log either. */
export const TOO_LATE = new Refusal('form.changed-meanwhile');

/** @returns false where the command came {@link TOO_LATE}, true where it wrote */
export function unlessTooLate(writing: Promise<unknown>): Promise<boolean> {
  return writing.then(
    () => true,
    (error: unknown) => {
      if (error !== TOO_LATE) throw error;
      return false;
    },
  );
}

/** Two people changed the same thing: the later one is told, and nothing of hers is lost. */
export function isDuplicateKey(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 11000;
}
