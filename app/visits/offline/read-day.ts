import { type Storage, storageState } from './can-keep.ts';
import type { TakenPack } from './pack.ts';
import { type DayDatabase, type Kept, listDrafts, listKept, listTicks, openDay, readPack, type Tick } from './store.ts';

/** Everything that lies on this device. */
export interface DayState {
  db: DayDatabase | null;
  pack: TakenPack | null;
  kept: Kept[];
  ticks: Tick[];
  drafts: Map<string, Record<string, string>>;
  storage: Storage;
}

export async function readDay(known?: DayDatabase | null): Promise<DayState> {
  const db = known ?? (await openDay().catch(() => null));
  const storage = await storageState();
  if (!db) return { db: null, pack: null, kept: [], ticks: [], drafts: new Map(), storage };
  const pack = await readPack(db, Date.now());
  const [kept, ticks, drafts] = await Promise.all([listKept(db), listTicks(db), pack ? listDrafts(db, pack.owner) : new Map<string, Record<string, string>>()]);
  return { db, pack, kept, ticks, drafts, storage };
}
