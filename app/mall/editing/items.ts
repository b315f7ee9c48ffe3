import type { Point, Polygon } from '../geometry.ts';

interface Versioned {
  id: string;
  /** As the server last said; 0 for one that it doesn't know or that nobody changed yet. */
  version: number;
}
export interface UnitItem extends Versioned {
  type: 'unit';
  /** Empty for corridors and the like. */
  number: string;
  category: string;
  lettable: boolean;
  shape: Polygon[];
}
export interface DoorItem extends Versioned {
  type: 'door';
  line: Point[];
  unit: string;
  kind: string;
}
export type Item = UnitItem | DoorItem;
export type Items = ReadonlyMap<string, Item>;

/** One thing as it shall be; `item: null` takes it away. `version`: the one that was changed. */
export interface Change {
  id: string;
  version: number;
  item: Item | null;
}
/** Both sides of one edit, so that it can be undone and done again. */
export type Step = readonly { id: string; before: Item | null; after: Item | null }[];
/** Somebody else changed what is changed here too; both stay to be seen until one is chosen. */
export interface Clash {
  id: string;
  theirs: Item | null;
}

/** A plan being edited: what the server has, what stands on the screen, and the way from the one to the other. */
export interface Work {
  base: Items;
  now: Items;
  done: readonly Step[];
  undone: readonly Step[];
  clashes: readonly Clash[];
}

export const startWork = (base: Items): Work => ({ base, now: base, done: [], undone: [], clashes: [] });
export const itemsOf = (list: readonly Item[]): Items => new Map(list.map((item) => [item.id, item]));

/** Whether two are the same but for their versions. */
export function isSame(one: Item | null | undefined, other: Item | null | undefined): boolean {
  if (!one || !other) return !one && !other;
  if (one === other) return true;
  if (one.type === 'door' || other.type === 'door') {
    return one.type === 'door' && other.type === 'door' && one.unit === other.unit && one.kind === other.kind && JSON.stringify(one.line) === JSON.stringify(other.line);
  }
  return one.number === other.number && one.category === other.category && one.lettable === other.lettable && (one.shape === other.shape || JSON.stringify(one.shape) === JSON.stringify(other.shape));
}

function withSteps(items: Items, step: Step, side: 'before' | 'after'): Items {
  const next = new Map(items);
  for (const each of step) {
    const expected = side === 'before' ? each.after : each.before;
    // What somebody else changed since is hers: undoing my edit must not undo hers.
    if (!isSame(items.get(each.id), expected)) continue;
    const item = each[side];
    if (item) next.set(each.id, item);
    else next.delete(each.id);
  }
  return next;
}

/** One edit; what changes nothing is no edit. */
export function edit(work: Work, changes: readonly (readonly [id: string, item: Item | null])[]): Work {
  const step = changes.flatMap(([id, after]) => {
    const before = work.now.get(id) ?? null;
    return isSame(before, after) ? [] : [{ id, before, after }];
  });
  return step.length === 0 ? work : { ...work, now: withSteps(work.now, step, 'after'), done: [...work.done, step], undone: [] };
}

export function undo(work: Work): Work {
  const step = work.done.at(-1);
  return step ? { ...work, now: withSteps(work.now, step, 'before'), done: work.done.slice(0, -1), undone: [...work.undone, step] } : work;
}

export function redo(work: Work): Work {
  const step = work.undone.at(-1);
  return step ? { ...work, now: withSteps(work.now, step, 'after'), done: [...work.done, step], undone: work.undone.slice(0, -1) } : work;
}

/** What isn't saved yet. */
export function pendingChanges({ base, now }: Work): Change[] {
  const gone = [...base.values()].filter(({ id }) => !now.has(id)).map(({ id, version }) => ({ id, version, item: null }));
  const put = [...now.values()].filter((item) => !isSame(item, base.get(item.id))).map((item) => ({ id: item.id, version: base.get(item.id)?.version ?? 0, item }));
  return [...put, ...gone];
}

/**
 * The server has a newer plan: after a save of one's own, or because somebody else saved. What wasn't touched here follows;
 * what was stays as it stands on the screen, and is a clash where somebody else's differs.
 */
export function rebase(work: Work, fresh: Items): Work {
  const now = new Map(work.now);
  const clashes = new Map(work.clashes.map((clash) => [clash.id, clash]));
  for (const id of new Set([...work.base.keys(), ...fresh.keys()])) {
    const [was, theirs, mine] = [work.base.get(id), fresh.get(id), work.now.get(id)];
    if (isSame(was, theirs)) continue;
    if (isSame(mine, theirs)) clashes.delete(id);
    else if (!isSame(mine, was)) clashes.set(id, { id, theirs: theirs ?? null });
    else if (theirs) now.set(id, theirs);
    else now.delete(id);
  }
  return { ...work, base: fresh, now, clashes: [...clashes.values()] };
}

/**
 * What was drawn before a reload, on top of the plan as it is now: one step, so that it can be undone. What somebody else
 * changed since it was drawn is a clash, as it would have been without the reload.
 */
export function restore(work: Work, kept: readonly Change[]): Work {
  const open = kept.filter(({ id, item }) => !isSame(item, work.base.get(id)));
  const restored = edit(work, open.map(({ id, item }) => [id, item]));
  const clashes = open.filter(({ id, version }) => (work.base.get(id)?.version ?? 0) !== version).map(({ id }) => ({ id, theirs: work.base.get(id) ?? null }));
  return clashes.length === 0 ? restored : { ...restored, clashes };
}

/** Ends a clash: mine will be saved over hers, or hers takes the place of mine (which can be undone). */
export function settle(work: Work, id: string, side: 'mine' | 'theirs'): Work {
  const clash = work.clashes.find((each) => each.id === id);
  if (!clash) return work;
  const left = { ...work, clashes: work.clashes.filter((each) => each !== clash) };
  return side === 'mine' ? left : edit(left, [[id, clash.theirs]]);
}
