import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { Attachments } from '#models/attachment.server.ts';
import { Erasures } from '#models/text.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { bytesOf, mallKey, open, seal } from '#app/platform/keys.server.ts';
import { keptDays } from '#app/platform/mall-settings.ts';
import { settingsOf } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';

const MB = 1024 * 1024;
export const MOST_INPUT = 10 * MB;
export const MOST_VOICE = MB;
export const MOST_FILES = 8;
/** Stored size of one file: it fits a document beside its fields. */
const MOST_STORED = MB;
/** A picture with more pixels is a flood, whatever its size in bytes. */
const MOST_PIXELS = 60_000_000;
const LONGEST_EDGE = 1600;
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/avif', 'image/gif']);
const VOICES = new Set(['audio/webm', 'video/webm', 'audio/ogg', 'audio/mp4', 'video/mp4', 'audio/x-m4a']);

/** A file that was checked and made anew; what came from outside is thrown away. */
export interface ReadyFile {
  kind: 'image' | 'audio';
  type: string;
  bytes: Buffer;
  width?: number;
  height?: number;
}

const notAPicture = (field: string) => new Refusal('form.not-a-picture', field);

/**
 * Reads one picture: by its own bytes, not by its name. What is stored is drawn anew as WebP, at most 1600 px, so nothing
 * that was hidden in it comes along: no EXIF, no place, no second file behind the first.
 * @throws {Refusal} for anything else, too
 */
export async function readPicture(input: Buffer, field: string): Promise<ReadyFile> {
  if (input.length > MOST_INPUT) throw new Refusal({ key: 'form.file-too-big', params: { max: MOST_INPUT / MB } }, field);
  const type = await fileTypeFromBuffer(input);
  if (!type || !PICTURES.has(type.mime)) throw notAPicture(field);
  for (const quality of [80, 60, 40]) {
    const drawn = await draw(input, quality).catch(() => null);
    if (!drawn) throw notAPicture(field);
    if (drawn.data.length <= MOST_STORED) return { kind: 'image', type: 'image/webp', bytes: drawn.data, width: drawn.info.width, height: drawn.info.height };
  }
  throw new Refusal({ key: 'form.file-too-big', params: { max: MOST_INPUT / MB } }, field);
}

function draw(input: Buffer, quality: number) {
  return sharp(input, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false })
    .rotate()
    .resize({ width: LONGEST_EDGE, height: LONGEST_EDGE, fit: 'inside', withoutEnlargement: true })
    .webp({ quality })
    .toBuffer({ resolveWithObject: true });
}

/** Up to a minute of voice as the phone recorded it; never listened to by a machine. @throws {Refusal} */
export async function readVoice(input: Buffer, field: string): Promise<ReadyFile> {
  if (input.length > MOST_VOICE) throw new Refusal({ key: 'form.file-too-big', params: { max: MOST_VOICE / MB } }, field);
  const type = await fileTypeFromBuffer(input);
  if (!type || !VOICES.has(type.mime)) throw new Refusal('form.not-a-recording', field);
  return { kind: 'audio', type: type.mime.replace('video/', 'audio/').replace('x-m4a', 'mp4'), bytes: input };
}

/** Pictures under `pictures`, voice under `voice`; empty inputs of a form sent without them are skipped. @throws {Refusal} */
export async function readFiles(form: FormData): Promise<ReadyFile[]> {
  const given = (name: string) => form.getAll(name).filter((value): value is File => typeof value !== 'string' && value.size > 0);
  const [pictures, voices] = [given('pictures'), given('voice')];
  if (pictures.length + voices.length > MOST_FILES) throw new Refusal({ key: 'form.too-big', params: { max: MOST_FILES } }, 'pictures');
  const read: ReadyFile[] = [];
  for (const file of pictures) {
    if (file.size > MOST_INPUT) throw new Refusal({ key: 'form.file-too-big', params: { max: MOST_INPUT / MB } }, 'pictures');
    read.push(await readPicture(Buffer.from(await file.arrayBuffer()), 'pictures'));
  }
  for (const file of voices.slice(0, 1)) read.push(await readVoice(Buffer.from(await file.arrayBuffer()), 'voice'));
  return read;
}

/** Stores files of a request, encrypted like its words. @returns their ids */
export async function attachFiles(tx: Tx, author: string, place: { subject: string; readers: string[] }, files: readonly ReadyFile[]): Promise<string[]> {
  if (files.length === 0) return [];
  const key = await mallKey(tx.mall, tx.session);
  const voiceDays = keptDays({ settings: await settingsOf(tx.mall, tx.now) }, 'voice');
  const rows = files.map(({ kind, type, bytes, width, height }) => {
    const _id = newId();
    const eraseAt = kind === 'audio' ? new Date(tx.now.getTime() + voiceDays * 24 * 3600_000) : undefined;
    const about = { author, ...place, eraseAt };
    return { _id, mall: tx.mall, kind, type, size: bytes.length, width, height, cipher: seal(key, bytes, _id), ...about };
  });
  await Attachments.insertMany(rows, { session: tx.session });
  return rows.map((row) => row._id);
}

/** Deletes files for good and enters them in the register that a restore applies again. */
export async function eraseFiles(tx: Tx, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await Attachments.deleteMany({ mall: tx.mall, _id: { $in: ids } }, { session: tx.session });
  await Erasures.create([{ mall: tx.mall, collectionName: 'attachments', ids, at: tx.now }], { session: tx.session });
}

export interface FileCard {
  id: string;
  kind: 'image' | 'audio';
  width?: number;
  height?: number;
}

/** What there is of these files; erased ones are missing. */
export async function findFileCards(mall: string, ids: readonly string[]): Promise<Map<string, FileCard>> {
  if (ids.length === 0) return new Map();
  const rows = await Attachments.find({ mall, _id: { $in: [...ids] } }, { kind: 1, width: 1, height: 1 }).lean();
  return new Map(rows.map(({ _id, kind, width, height }) => [_id, { id: _id, kind, width, height }]));
}

/** One file, opened, for one of the capacities in `as`; null when it is gone or not for them. */
export async function openFile(mall: string, id: string, as: string[]): Promise<{ type: string; bytes: Buffer } | null> {
  const row = await Attachments.findOne({ mall, _id: id, readers: { $in: as } }, { type: 1, cipher: 1 }).lean();
  if (!row) return null;
  const cipher = bytesOf(row.cipher);
  return { type: row.type, bytes: open(await mallKey(mall), cipher, id) };
}
