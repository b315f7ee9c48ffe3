import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Sharp } from 'sharp';
import { Attachments } from '#models/attachment.server.ts';
import { Erasures } from '#models/text.server.ts';
import type { Tx } from './command.server.ts';
import { newId } from './ids.ts';
import { bytesOf, mallKey, open, seal } from './keys.server.ts';
import { keptDays } from './mall-settings.ts';
import { settingsOf } from './malls.server.ts';
import { drawPdfPage } from './pdf-page.server.ts';
import { Refusal } from './refusal.ts';

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
  const decoded = () => sharp(input, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false }).rotate();
  return madeAnew(decoded, field);
}

/** As WebP small enough for a row: the first quality that is. @throws {Refusal} */
async function madeAnew(decoded: () => Sharp, field: string): Promise<ReadyFile> {
  for (const quality of [80, 60, 40]) {
    const drawn = await draw(decoded(), quality).catch(() => null);
    if (!drawn) throw notAPicture(field);
    if (drawn.data.length <= MOST_STORED) return { kind: 'image', type: 'image/webp', bytes: drawn.data, width: drawn.info.width, height: drawn.info.height };
  }
  throw new Refusal({ key: 'form.file-too-big', params: { max: MOST_INPUT / MB } }, field);
}

const draw = (picture: Sharp, quality: number) =>
  picture.resize({ width: LONGEST_EDGE, height: LONGEST_EDGE, fit: 'inside', withoutEnlargement: true }).webp({ quality }).toBuffer({ resolveWithObject: true });

/** A PDF's pages, each drawn as a picture: nothing else of the document comes along, no script, form or file inside it. @throws {Refusal} */
export async function readPaper(input: Buffer, field: string): Promise<ReadyFile[]> {
  if (input.length > MOST_INPUT) throw new Refusal({ key: 'form.file-too-big', params: { max: MOST_INPUT / MB } }, field);
  const ready: ReadyFile[] = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const drawn = await drawPdfPage(input, page, LONGEST_EDGE);
    if ('trouble' in drawn) throw new Refusal('form.not-a-paper', field);
    if (drawn.pages > MOST_FILES) throw new Refusal({ key: 'form.too-many-pages', params: { max: MOST_FILES } }, field);
    pages = drawn.pages;
    const { data, width, height } = drawn;
    ready.push(await madeAnew(() => sharp(data, { raw: { width, height, channels: 4 } }).flatten({ background: '#fff' }), field));
  }
  return ready;
}

/** Up to a minute of voice as the phone recorded it; never listened to by a machine. @throws {Refusal} */
export async function readVoice(input: Buffer, field: string): Promise<ReadyFile> {
  if (input.length > MOST_VOICE) throw new Refusal({ key: 'form.file-too-big', params: { max: MOST_VOICE / MB } }, field);
  const type = await fileTypeFromBuffer(input);
  if (!type || !VOICES.has(type.mime)) throw new Refusal('form.not-a-recording', field);
  return { kind: 'audio', type: type.mime.replace('video/', 'audio/').replace('x-m4a', 'mp4'), bytes: input };
}

const given = (form: FormData, name: string) => form.getAll(name).filter((value): value is File => typeof value !== 'string' && value.size > 0);

async function bytesIn(file: File, field: string): Promise<Buffer> {
  if (file.size > MOST_INPUT) throw new Refusal({ key: 'form.file-too-big', params: { max: MOST_INPUT / MB } }, field);
  return Buffer.from(await file.arrayBuffer());
}

const isPaper = async (bytes: Buffer) => (await fileTypeFromBuffer(bytes))?.mime === 'application/pdf';

/** Pictures under `pictures`, with `papers` the pages of PDFs too; empty inputs of a form sent without them are skipped. @throws {Refusal} */
export async function readPictures(form: FormData, { papers = false, most = MOST_FILES } = {}): Promise<ReadyFile[]> {
  const tooMany = () => new Refusal({ key: 'form.too-big', params: { max: MOST_FILES } }, 'pictures');
  const pictures = given(form, 'pictures');
  if (pictures.length > most) throw tooMany();
  const read: ReadyFile[] = [];
  for (const file of pictures) {
    const bytes = await bytesIn(file, 'pictures');
    read.push(...(papers && (await isPaper(bytes)) ? await readPaper(bytes, 'pictures') : [await readPicture(bytes, 'pictures')]));
    if (read.length > most) throw tooMany();
  }
  return read;
}

/** The recording under this name, where there is one. @throws {Refusal} */
export async function readRecording(form: FormData, name: string): Promise<ReadyFile | undefined> {
  const [file] = given(form, name);
  return file && readVoice(await bytesIn(file, name), name);
}

/** Pictures under `pictures`, a recording under `voice`. @throws {Refusal} */
export async function readFiles(form: FormData): Promise<ReadyFile[]> {
  const voices = given(form, 'voice').length;
  const pictures = await readPictures(form, { most: MOST_FILES - voices });
  const voice = await readRecording(form, 'voice');
  return voice ? [...pictures, voice] : pictures;
}

interface Belonging {
  subject: string;
  readers: string[];
  /** They go with what they belong to, where its day is known. */
  eraseAt?: Date;
  /** From when a recording's days count; now, where nobody says. */
  from?: Date;
}

/** Stores files of a request or notice, encrypted like its words. @returns their ids, in the same order */
export async function attachFiles(tx: Tx, author: string, { subject, readers, eraseAt: last, from = tx.now }: Belonging, files: readonly ReadyFile[]): Promise<string[]> {
  if (files.length === 0) return [];
  const key = await mallKey(tx.mall, tx.session);
  const voiceDays = keptDays({ settings: await settingsOf(tx.mall, tx.now) }, 'voice');
  const voiceEnd = new Date(from.getTime() + voiceDays * 24 * 3600_000);
  const rows = files.map(({ kind, type, bytes, width, height }) => {
    const _id = newId();
    const eraseAt = kind === 'audio' && !(last && last < voiceEnd) ? voiceEnd : last;
    return { _id, mall: tx.mall, kind, type, size: bytes.length, width, height, cipher: seal(key, bytes, _id), author, subject, readers, eraseAt };
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
