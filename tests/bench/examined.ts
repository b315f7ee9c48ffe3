import mongoose from 'mongoose';

export interface Examined {
  /** Collection, method and condition with its values left out. */
  query: string;
  examined: number;
  returned: number;
}

type Stage = Record<string, unknown>;
interface Stats {
  totalDocsExamined: number;
}
interface Explained {
  executionStats?: Stats;
  stages?: { $cursor?: { executionStats?: Stats } }[];
}
const READS = new Set(['find', 'findOne', 'countDocuments', 'aggregate']);

/** The names of a condition, without its values: `{mall, stage: {$in}}`. */
export function shapeOf(condition: unknown): string {
  if (Array.isArray(condition)) return `[${condition.map(shapeOf).join(', ')}]`;
  if (!condition || Object.getPrototypeOf(condition) !== Object.prototype) return '';
  const parts = Object.entries(condition).map(([name, value]) => {
    const inner = name === '$in' || name === '$nin' ? '' : shapeOf(value);
    return inner ? `${name}: ${inner}` : name;
  });
  return `{${parts.join(', ')}}`;
}

/** A query of any method as a pipeline. */
function pipelineOf(method: string, condition: unknown, { limit, skip, sort }: { limit?: number; skip?: number; sort?: object }): Stage[] {
  if (method === 'aggregate') return condition as Stage[];
  const most = method === 'findOne' ? 1 : limit;
  return [{ $match: condition }, ...(sort ? [{ $sort: sort }] : []), ...(skip ? [{ $skip: skip }] : []), ...(most ? [{ $limit: most }] : [])];
}

/**
 * What the queries of a piece of work read in the database, by the database's own account (`explain`), each beside what it gave.
 * A query with a limit gives no more than that, whatever fits its condition; a count gives what it counts.
 */
export async function examinedBy(work: () => Promise<unknown>): Promise<Examined[]> {
  const asked: { name: string; method: string; condition: unknown; options: object }[] = [];
  mongoose.set('debug', (name: string, method: string, condition: unknown, options?: object) => void (READS.has(method) && asked.push({ name, method, condition, options: options ?? {} })));
  try {
    await work();
  } finally {
    mongoose.set('debug', false);
  }
  const db = mongoose.connection.db!;
  const found: Examined[] = [];
  for (const { name, method, condition, options } of asked) {
    const pipeline = pipelineOf(method, condition, options);
    const explained = (await db.collection(name).aggregate(pipeline).explain('executionStats')) as Explained;
    // MongoDB tells it of the stage that reads; the embedded engine of the whole as well.
    const { totalDocsExamined } = (explained.executionStats ?? explained.stages?.[0]?.$cursor?.executionStats)!;
    const gives = pipeline.filter((stage) => '$match' in stage || '$skip' in stage || '$limit' in stage);
    const [counted] = await db.collection(name).aggregate([...gives, { $count: 'rows' }]).toArray();
    const asks = pipeline.flatMap((stage) => ('$match' in stage ? [shapeOf(stage.$match)] : []));
    found.push({ query: `${name}.${method} ${asks.join(' then ')}`, examined: totalDocsExamined, returned: counted?.rows ?? 0 });
  }
  return found;
}
