import mongoose, { type ClientSession, type Model, Error as MongooseError } from 'mongoose';
import { type Stored, tellWritten } from '#models/define-model.server.ts';

/** A row as it is written: the times of writing come by themselves. */
export type NewRow<T extends Stored> = Omit<T, 'createdAt' | 'updatedAt'>;

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === 'string';
/** By what mongoose calls the kind of a field. */
const KINDS: Record<string, Check> = {
  String: isText,
  Number: Number.isFinite,
  Boolean: (value) => typeof value === 'boolean',
  Date: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  Buffer: (value) => value instanceof Uint8Array,
  Array: (value) => Array.isArray(value) && value.every(isText),
  Mixed: () => true,
};

const known = new WeakMap<object, Map<string, Check>>();
function checksOf(model: Model<never>): Map<string, Check> {
  const made = known.get(model) ?? new Map(Object.entries(model.schema.paths).map(([field, { instance }]) => [field, checkOf(model, field, instance)]));
  known.set(model, made);
  return made;
}
function checkOf(model: Model<never>, field: string, kind: string): Check {
  const check = KINDS[kind];
  if (!check) throw new Error(`Rows of ${model.modelName} can't be checked: ${field} is ${kind}.`);
  return check;
}

/**
 * Rows ready to be written: each field one that the model has and of its kind, what is absent left out. They are refused where
 * mongoose would have cast them, which takes ten times as long. What zod hasn't checked before isn't checked here either.
 * @throws a mistake of ours: the field's name, never what was in it
 */
export function readyRows<T extends Stored>(model: Model<T>, rows: readonly NewRow<T>[], at: Date): object[] {
  const checks = checksOf(model as unknown as Model<never>);
  return rows.map((row) => {
    const ready: Record<string, unknown> = {};
    for (const [field, value] of Object.entries(row)) {
      if (value === undefined || value === null) continue;
      if (!checks.get(field)?.(value)) throw new Error(`A row of ${model.modelName} doesn't fit: ${field}.`);
      ready[field] = value;
    }
    ready.createdAt = at;
    ready.updatedAt = at;
    return ready;
  });
}

interface How {
  session?: ClientSession;
  ordered?: boolean;
}

/**
 * Many new rows, in a command's transaction or outside of any, as {@link readyRows} makes them. Nothing at all is fine.
 * @param at what the rows say of their time, where the moment would say too much
 */
export async function insertRows<T extends Stored>({ session, ordered }: How, model: Model<T>, rows: readonly NewRow<T>[], at = new Date()): Promise<void> {
  await packRows(model, readyRows(model, rows, at), ordered)(session);
}

/**
 * Makes bytes of rows now, to be sent later: while a write is on its way, the next one's are made.
 * @param rows made by {@link readyRows} for this model
 * @returns what sends them, once
 */
export function packRows<T extends Stored>(model: Model<T>, rows: readonly object[], ordered = true): (session?: ClientSession) => Promise<void> {
  if (rows.length === 0) return () => Promise.resolve();
  // Mongoose's own collection would keep the question for later where there is no connection yet: a bulk can't wait.
  const { db } = mongoose.connection;
  if (!db) throw new MongooseError.MongooseServerSelectionError('Client must be connected before rows are packed.');
  const collection = db.collection(model.collection.collectionName);
  const bulk = ordered ? collection.initializeOrderedBulkOp() : collection.initializeUnorderedBulkOp();
  for (const row of rows) bulk.insert(row);
  return async (session) => {
    await bulk.execute({ session });
    tellWritten(model as unknown as Model<never>);
  };
}
