/** What one visit says, part by part: `need-<program>`, `promises` (all together), `reply-<question>`, `note`. */
export interface Version {
  id: string;
  fields: Readonly<Record<string, string>>;
}

/** A person chose which of the visits stand in one part. */
export interface Choice {
  id: string;
  field: string;
  /** Visits that said something there when it was chosen. */
  seen: readonly string[];
  stands: readonly string[];
  /** Earlier choices that it takes the place of. */
  replaces: readonly string[];
}

export interface MergedField {
  field: string;
  /** Visits that say something there. */
  versions: string[];
  /** `same`: in the same words. `open`: a person has to choose. */
  state: 'same' | 'open' | 'chosen';
  /** Those that stand: all of them until somebody chooses. */
  stands: string[];
  /** The choice that holds. */
  choice: string | null;
}

const byId = <T extends { id: string }>(rows: readonly T[]): T[] => [...new Map(rows.map((row) => [row.id, row])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));

/**
 * The visits of one shop on one day, side by side: in which parts more than one says something, and what stands there. No clock
 * is asked and no order: whatever arrives when, however often, the result is the same. A choice holds as long as it knew of all
 * that was said and nobody chose anew; of two that knew nothing of each other none holds.
 */
export function mergeVersions(versions: readonly Version[], choices: readonly Choice[]): MergedField[] {
  const all = byId(versions);
  const fields = [...new Set(all.flatMap((version) => Object.keys(version.fields)))].sort();
  return fields.flatMap((field): MergedField[] => {
    const saying = all.filter((version) => version.fields[field] !== undefined);
    if (saying.length < 2) return [];
    const ids = saying.map(({ id }) => id);
    const known = byId(choices.filter((choice) => choice.field === field));
    const replaced = new Set(known.flatMap(({ replaces }) => replaces));
    const [head, second] = known.filter(({ id }) => !replaced.has(id));
    const stands = ids.filter((id) => head?.stands.includes(id));
    if (head && !second && stands.length > 0 && ids.every((id) => head.seen.includes(id))) return [{ field, versions: ids, state: 'chosen', stands, choice: head.id }];
    const same = new Set(saying.map((version) => version.fields[field])).size === 1;
    return [{ field, versions: ids, state: same ? 'same' : 'open', stands: ids, choice: null }];
  });
}

/** Whether a person has to choose anywhere. */
export const isOpenDay = (merged: readonly MergedField[]): boolean => merged.some(({ state }) => state === 'open');

/** Parts of one visit in which others stand. */
export function asideOf(visit: string, merged: readonly MergedField[]): string[] {
  return merged.flatMap(({ field, versions, stands }) => (versions.includes(visit) && !stands.includes(visit) ? [field] : []));
}

/** Of a chosen part that says the same twice the first one stands, so that one need doesn't become two requests. */
export function onceOf({ versions }: MergedField): string[] {
  return versions.slice(0, 1);
}
