import type { Changes } from './map-now.ts';
import type { Lists } from './packing.ts';
import type { ReadMap } from './read-map.ts';

const LISTS = ['buildings', 'levels', 'units', 'openings', 'grids', 'files', 'remarks'] as const;

/** What was read as lists of rows, so that bringing it in needs neither the files nor the time to read them. */
export function listsOfRead(map: ReadMap): Lists {
  const { name, features, files, ...lists } = map;
  const kept = files.flatMap(({ file, head, features: rows }) => [{ file, head }, ...rows.map((row) => ({ file, ...row }))]);
  return { about: [{ name, features }], ...lists, files: kept };
}

export function readOfLists(lists: Lists): ReadMap {
  const [about] = (lists.about ?? []) as Pick<ReadMap, 'name' | 'features'>[];
  const files = new Map<string, ReadMap['files'][number]>();
  for (const row of (lists.files ?? []) as { file: string; head?: string; id: string; json: string }[]) {
    if (row.head !== undefined) files.set(row.file, { file: row.file, head: row.head, features: [] });
    else files.get(row.file)?.features.push({ id: row.id, json: row.json });
  }
  const rest = Object.fromEntries(LISTS.map((name) => [name, lists[name] ?? []])) as Omit<ReadMap, 'name' | 'features' | 'files'>;
  return { ...rest, ...about!, files: [...files.values()] };
}

export const changesOfLists = (lists: Lists): Changes => ({ made: (lists.made ?? []) as Changes['made'], changed: (lists.changed ?? []) as Changes['changed'] });
