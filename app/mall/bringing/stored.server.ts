import { changesOfLists } from './kept-read.ts';
import type { Changes } from './map-now.ts';
import { loadBytes, loadLists, storeBytes } from './parts.server.ts';
import type { Remark } from './remarks.ts';
import type { LevelPicture } from './picture.ts';

/** What was read, what is said about it, what it changes, and pictures by level: packed lists, stored as they come. */
export async function storePacked(mall: string, id: string, what: 'read' | 'remarks' | 'changes' | 'picture', packed: Uint8Array, name?: string): Promise<void> {
  await storeBytes({ mall, import: id, what, ...(name !== undefined && { name }) }, Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength));
}

export const loadRead = (mall: string, id: string): Promise<Buffer | null> => loadBytes({ mall, import: id, what: 'read' });

export async function loadChanges(mall: string, id: string): Promise<Changes | null> {
  const lists = await loadLists({ mall, import: id, what: 'changes' });
  return lists && changesOfLists(lists);
}
export async function loadRemarks(mall: string, id: string): Promise<Remark[]> {
  return ((await loadLists({ mall, import: id, what: 'remarks' }))?.remarks ?? []) as Remark[];
}
export async function loadPicture(mall: string, id: string, level: number): Promise<LevelPicture | null> {
  const lists = await loadLists({ mall, import: id, what: 'picture', name: String(level) });
  return ((lists?.picture ?? [])[0] as LevelPicture | undefined) ?? null;
}
