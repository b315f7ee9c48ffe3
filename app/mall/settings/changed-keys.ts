import { isDeepStrictEqual } from 'node:util';

type Keyed = Record<string, unknown>;

function keyed(value: unknown): Keyed {
  if (!Array.isArray(value)) return (value ?? {}) as Keyed;
  const nameOf = (one: unknown): string => {
    if (typeof one !== 'object' || one === null) return String(one);
    return String('id' in one ? one.id : 'day' in one ? one.day : '');
  };
  return Object.fromEntries(value.map((one: unknown, index) => [nameOf(one), typeof one === 'object' && one !== null && 'id' in one ? { ...one, index } : typeof one === 'object' ? one : index]));
}

/** Names of what differs between two values: keys of an object, ids of a list, days of a calendar. Never the values. */
export function changedKeys(before: unknown, after: unknown): string[] {
  const [was, is] = [keyed(before), keyed(after)];
  if (Array.isArray(was.days) && Array.isArray(is.days)) return [...changedKeys(was.days, is.days), ...changedKeys(was.week, is.week)].slice(0, 100);
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => !isDeepStrictEqual(was[key], is[key])).slice(0, 100);
}
