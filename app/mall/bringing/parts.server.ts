import { MapImportParts } from '#models/map-import.server.ts';
import { newId } from '#app/platform/ids.ts';
import { bytesOf } from '#app/platform/keys.server.ts';
import { unpackLists } from './packing.ts';

/** Bytes of one piece: a row of the database that is written by itself. */
const PIECE = 512 * 1024;
interface Where {
  mall: string;
  import: string;
  what: 'upload' | 'read' | 'picture' | 'remarks' | 'changes';
  name?: string;
}

/** Writes a piece of an upload as it comes; each by itself, so that none of them holds the database up. */
export async function storePiece(where: Where, seq: number, bytes: Buffer): Promise<void> {
  await MapImportParts.collection.insertOne({ _id: newId(), ...where, seq, bytes, createdAt: new Date(), updatedAt: new Date() } as never);
}

export async function storeBytes(where: Where, all: Buffer): Promise<void> {
  await MapImportParts.deleteMany({ ...where });
  for (let at = 0, seq = 0; at < all.length || seq === 0; at += PIECE, seq += 1) await storePiece(where, seq, all.subarray(at, at + PIECE));
}

/** Null where there is nothing. */
export async function loadBytes(where: Where): Promise<Buffer | null> {
  const rows = await MapImportParts.find({ ...where }, { bytes: 1, seq: 1 }).sort({ seq: 1 }).lean();
  return rows.length === 0 ? null : Buffer.concat(rows.map(({ bytes }) => bytesOf(bytes)));
}

/** Uploaded files by name. */
export async function loadUploads(mall: string, id: string): Promise<Map<string, Buffer>> {
  const names = new Set((await MapImportParts.find({ mall, import: id, what: 'upload' }, { name: 1 }).lean()).map(({ name }) => name ?? ''));
  const files = new Map<string, Buffer>();
  for (const name of names) files.set(name, (await loadBytes({ mall, import: id, what: 'upload', name })) ?? Buffer.alloc(0));
  return files;
}

export async function loadLists(where: Where): Promise<Record<string, unknown[]> | null> {
  const packed = await loadBytes(where);
  return packed && unpackLists(packed);
}

export async function dropParts(mall: string, id: string, ...whats: Where['what'][]): Promise<void> {
  await MapImportParts.deleteMany({ mall, import: id, ...(whats.length > 0 ? { what: { $in: whats } } : {}) });
}
