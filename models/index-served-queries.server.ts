import type { Collection } from 'mongoose';
import { type Filter, type IndexFields, servedByIndex } from './index-served.server.ts';

let serving = false;

/** Whether filters are taken in two steps: for the embedded engine alone, another one chooses its indexes better by itself. */
export function serveByIndex(on: boolean): void {
  serving = on;
}

type Options = Filter & { session?: { inTransaction(): boolean }; projection?: Filter; sort?: object; skip?: number; limit?: number };
type Call = (...args: unknown[]) => unknown;

/** What a pipeline can say too; with any other option a query stays as it is. */
const SAID = new Set(['session', 'projection', 'sort', 'skip', 'limit', 'readConcern', 'readPreference', 'maxTimeMS', 'comment', 'batchSize', 'allowDiskUse']);

const canBeSaid = ({ projection = {}, limit = 0, ...options }: Options) =>
  limit >= 0 && Object.entries(options).every(([name, value]) => SAID.has(name) || value === undefined) && Object.values(projection).every((shown) => [0, 1, true, false].includes(shown as number));

/** First what an index serves, then the whole filter over what that found. */
function pipelineOf(served: Filter, filter: Filter, { sort, skip, limit, projection }: Options): object[] {
  return [
    { $match: served },
    { $match: filter },
    ...(sort && Object.keys(sort).length + (sort instanceof Map ? sort.size : 0) > 0 ? [{ $sort: sort }] : []),
    ...(skip ? [{ $skip: skip }] : []),
    ...(limit ? [{ $limit: limit }] : []),
    ...(projection && Object.keys(projection).length > 0 ? [{ $project: projection }] : []),
  ];
}

const rest = ({ sort: _sort, skip: _skip, limit: _limit, projection: _projection, ...options }: Options): Filter => options;

/**
 * Lets a model's collection ask in two steps wherever an index serves only a part of a filter: the embedded engine would read the whole
 * collection, of all malls (docs/decisions/0114). Changes ask for their rows first only inside a transaction, where nobody can
 * change these between the two.
 */
export function askByIndex(collection: Collection, indexes: readonly IndexFields[]): void {
  const own = collection as unknown as Record<string, Call>;
  const partOf = (filter: unknown, options: Options) => (serving && filter && canBeSaid(options) ? servedByIndex(filter as Filter, indexes) : null);
  const aggregate = (pipeline: object[], options: Filter) => own.aggregate!(pipeline, options) as { next(): Promise<unknown>; toArray(): Promise<{ _id: unknown; count: number }[]> };

  const { find, findOne, countDocuments } = own as Record<'find' | 'findOne' | 'countDocuments', Call>;
  own.find = (filter, options = {}) => {
    const served = partOf(filter, options as Options);
    return served ? aggregate(pipelineOf(served, filter as Filter, options as Options), rest(options as Options)) : find.call(collection, filter, options);
  };
  own.findOne = async (filter, options = {}) => {
    const served = partOf(filter, options as Options);
    if (!served) return findOne.call(collection, filter, options);
    return (await aggregate(pipelineOf(served, filter as Filter, { ...(options as Options), limit: 1 }), rest(options as Options)).toArray())[0] ?? null;
  };
  own.countDocuments = async (filter, options = {}) => {
    const served = partOf(filter, options as Options);
    if (!served) return countDocuments.call(collection, filter, options);
    const [found] = await aggregate([...pipelineOf(served, filter as Filter, options as Options), { $group: { _id: 1, count: { $sum: 1 } } }], rest(options as Options)).toArray();
    return found?.count ?? 0;
  };

  /** The same rows by their ids. @param many false: the first of them */
  const byIds = async (filter: unknown, options: Options, many: boolean): Promise<unknown> => {
    const { session } = options;
    const served = session?.inTransaction() && !options.upsert && !options.sort ? partOf(filter, { session }) : null;
    if (!served) return filter;
    const found = await aggregate(pipelineOf(served, filter as Filter, { limit: many ? 0 : 1, projection: { _id: 1 } }), { session }).toArray();
    const named = typeof (filter as Filter).mall === 'string' ? { mall: (filter as Filter).mall } : {};
    return { ...named, _id: many || found.length === 0 ? { $in: found.map(({ _id }) => _id) } : found[0]!._id };
  };
  for (const [name, many] of [['updateOne', false], ['updateMany', true], ['deleteOne', false], ['deleteMany', true], ['findOneAndUpdate', false]] as const) {
    const change = own[name]!;
    const hasOptionsAt = name.startsWith('delete') ? 1 : 2;
    own[name] = async (filter, ...others) => change.call(collection, await byIds(filter, (others[hasOptionsAt - 1] ?? {}) as Options, many), ...others);
  }
}
