import type { Changes } from './map-now.ts';
import { loadLists, storeLists } from './parts.server.ts';
import type { ReadMap } from './read-map.ts';
import type { Remark } from './remarks.ts';
import type { LevelPicture } from './picture.ts';

const LISTS = ['buildings', 'levels', 'units', 'openings', 'grids', 'files', 'remarks'] as const;

/** What was read, so that bringing it in needs neither the files nor the time to read them. */
export async function storeRead(mall: string, id: string, map: ReadMap): Promise<void> {
  const { name, features, files, ...lists } = map;
  const kept = files.flatMap(({ file, head, features: rows }) => [{ file, head }, ...rows.map((row) => ({ file, ...row }))]);
  await storeLists({ mall, import: id, what: 'read' }, { about: [{ name, features }], ...lists, files: kept });
}

export async function loadRead(mall: string, id: string): Promise<ReadMap | null> {
  const lists = await loadLists({ mall, import: id, what: 'read' });
  if (!lists) return null;
  const [about] = (lists.about ?? []) as Pick<ReadMap, 'name' | 'features'>[];
  const files = new Map<string, ReadMap['files'][number]>();
  for (const row of (lists.files ?? []) as { file: string; head?: string; id: string; json: string }[]) {
    if (row.head !== undefined) files.set(row.file, { file: row.file, head: row.head, features: [] });
    else files.get(row.file)?.features.push({ id: row.id, json: row.json });
  }
  const rest = Object.fromEntries(LISTS.map((name) => [name, lists[name] ?? []])) as Omit<ReadMap, 'name' | 'features' | 'files'>;
  return { ...rest, ...about!, files: [...files.values()] };
}

export async function storeChanges(mall: string, id: string, { made, changed }: Changes): Promise<void> {
  await storeLists({ mall, import: id, what: 'changes' }, { made, changed });
}
export async function loadChanges(mall: string, id: string): Promise<Changes | null> {
  const lists = await loadLists({ mall, import: id, what: 'changes' });
  return lists && { made: (lists.made ?? []) as Changes['made'], changed: (lists.changed ?? []) as Changes['changed'] };
}

export async function storeRemarks(mall: string, id: string, remarks: readonly Remark[]): Promise<void> {
  await storeLists({ mall, import: id, what: 'remarks' }, { remarks });
}
export async function loadRemarks(mall: string, id: string): Promise<Remark[]> {
  return ((await loadLists({ mall, import: id, what: 'remarks' }))?.remarks ?? []) as Remark[];
}

export async function storePicture(mall: string, id: string, level: number, picture: LevelPicture): Promise<void> {
  await storeLists({ mall, import: id, what: 'picture', name: String(level) }, { picture: [picture] });
}
export async function loadPicture(mall: string, id: string, level: number): Promise<LevelPicture | null> {
  const lists = await loadLists({ mall, import: id, what: 'picture', name: String(level) });
  return ((lists?.picture ?? [])[0] as LevelPicture | undefined) ?? null;
}
