/** Fields of an index, in its order. */
export type IndexFields = readonly string[];
export type Filter = Record<string, unknown>;

const RANGE = new Set(['$gt', '$gte', '$lt', '$lte']);

/** `equal` goes on to the index's next field; after `some` (`$in`, a range) the engine follows no further. */
type Way = { how: 'equal' | 'some'; condition: unknown };

const isPlain = (value: unknown): value is Filter => !!value && Object.getPrototypeOf(value) === Object.prototype;
const isRange = (value: Filter) => Object.entries(value).every(([key, bound]) => RANGE.has(key) && bound !== null);

/** How a condition on one field goes through an index, or null where it doesn't. */
function wayOf(condition: unknown): Way | null {
  if (condition === null || condition instanceof Date || ['string', 'number', 'boolean'].includes(typeof condition)) return { how: 'equal', condition };
  if (!isPlain(condition)) return null;
  const [operator = '', ...others] = Object.keys(condition);
  if (isRange(condition)) return operator ? { how: 'some', condition } : null;
  if (others.length > 0) return null;
  if (operator === '$eq') return wayOf(condition.$eq);
  if (operator === '$in') return Array.isArray(condition.$in) && condition.$in.every((one) => wayOf(one)?.how === 'equal') ? { how: 'some', condition } : null;
  // Rows with an element in the range are what an index of elements finds.
  return operator === '$elemMatch' && isPlain(condition.$elemMatch) && isRange(condition.$elemMatch) ? { how: 'some', condition: condition.$elemMatch } : null;
}

/** Conditions that all hold, by field; `whole` is false where there are others (`$or`, the same field twice). */
function conditionsOf(filter: Filter): { fields: Map<string, unknown>; whole: boolean } {
  const fields = new Map<string, unknown>();
  let whole = true;
  const collect = (part: Filter) => {
    for (const [key, condition] of Object.entries(part)) {
      if (key === '$and' && Array.isArray(condition)) condition.forEach(collect);
      else if (key.startsWith('$') || fields.has(key)) whole = false;
      else fields.set(key, condition);
    }
  };
  collect(filter);
  return { fields, whole };
}

/** An id tells more than a word, a word more than yes or no, and one of it more than several: nobody counts the rows beforehand. */
function weightOf({ how, condition }: Way): number {
  const first = isPlain(condition) && Array.isArray(condition.$in) ? condition.$in[0] : condition;
  const isId = typeof first === 'string' && first.length > 20;
  const tells = isId ? 8 : typeof first === 'boolean' ? 0.2 : 1;
  return how === 'some' ? tells * 0.6 : tells;
}

/**
 * The part of a filter that one index answers by itself: equalities along its fields, then at most one `$in` or range. The embedded engine
 * uses an index only for a filter that is nothing but such a part (docs/decisions/0114).
 * @param indexes the collection's, whole ones only: no partial, sparse or text index
 * @returns null where an index serves the whole filter, or none serves any of it
 */
export function servedByIndex(filter: Filter, indexes: readonly IndexFields[]): Filter | null {
  const { fields, whole } = conditionsOf(filter);
  let best: { served: Filter; weight: number; all: boolean } | null = null;
  for (const index of indexes) {
    const served: Filter = {};
    let weight = 0;
    for (const field of index) {
      const way = fields.has(field) ? wayOf(fields.get(field)) : null;
      if (!way) break;
      served[field] = way.condition;
      weight += field === 'mall' ? 0.1 : weightOf(way);
      if (way.how === 'some') break;
    }
    const all = whole && Object.keys(served).length === fields.size && ![...fields.values()].some((condition) => isPlain(condition) && '$elemMatch' in condition);
    if (weight > 0 && (!best || Number(all) > Number(best.all) || (all === best.all && weight > best.weight))) best = { served, weight, all };
  }
  return best && !best.all ? best.served : null;
}
