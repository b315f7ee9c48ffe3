import type { Model, QueryFilter } from 'mongoose';

/**
 * Ids of the rows of which one condition or another holds, each asked by itself: for `$or` the embedded engine uses no index
 * (docs/decisions/0114).
 * @param always what holds of all of them, the mall among it
 */
export async function idsOfEither<T extends { _id: string }>(model: Model<T>, always: QueryFilter<T>, conditions: readonly QueryFilter<T>[]): Promise<string[]> {
  const found = await Promise.all(conditions.map((condition) => model.find({ ...always, ...condition }, { _id: 1 }).lean<{ _id: string }[]>()));
  return [...new Set(found.flat().map(({ _id }) => _id))];
}
