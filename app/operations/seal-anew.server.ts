import { randomBytes } from 'node:crypto';
import type { Model } from 'mongoose';
import { Attachments } from '#models/attachment.server.ts';
import { Backdrops } from '#models/map-import.server.ts';
import { RosterImportParts } from '#models/roster-import.server.ts';
import { MallKeys, Texts, type TextTranslation } from '#models/text.server.ts';
import { placeOf } from '#app/mall/roster/import/sealed-rows.server.ts';
import { bytesOf, forgetMallKeys, HASHING, installationKey, type Key, mallKey, open, seal } from '#app/platform/keys.server.ts';

type Say = (line: string) => void;

interface SealedRow {
  _id: string;
  cipher: Buffer;
  translations?: TextTranslation[];
  import?: string;
  part?: number;
}
interface Sealed {
  model: Model<never>;
  fields: Record<string, 1>;
  /** Rows at once: files are up to 1 MB each. */
  batch: number;
  /** What the cipher is bound to. */
  contextOf: (row: SealedRow) => string;
}
const byId = ({ _id }: SealedRow) => _id;

/** Everything that is sealed with a mall's key: each has a field `cipher`. A test holds that none is missing. */
export const SEALED: readonly Sealed[] = [
  { model: Texts as never, fields: { cipher: 1, translations: 1 }, batch: 200, contextOf: byId },
  { model: Attachments as never, fields: { cipher: 1 }, batch: 8, contextOf: byId },
  { model: Backdrops as never, fields: { cipher: 1 }, batch: 4, contextOf: byId },
  { model: RosterImportParts as never, fields: { cipher: 1, import: 1, part: 1 }, batch: 20, contextOf: (row) => placeOf(row.import ?? '', row.part ?? 0) },
];

/** Gives the mall another key; the one before goes on opening. Nothing where a change is under way already. */
async function takeAnotherKey(mall: string): Promise<void> {
  const row = await MallKeys.findOne({ _id: mall, before: { $exists: false } }, { wrapped: 1 }).lean();
  if (!row) return;
  const before = bytesOf(row.wrapped);
  const wrapped = seal(installationKey('mall-keys'), randomBytes(32), mall);
  await MallKeys.updateOne({ _id: mall, wrapped: before, before: { $exists: false } }, { $set: { wrapped, before } });
}

/** What is to be written for a row, with the first key alone; ids, authors and times stay. */
function anew(key: Key, row: SealedRow, context: string): object {
  const again = (cipher: unknown, place: string) => seal(key, open(key, bytesOf(cipher), place), place);
  const translations = row.translations?.map((said) => ({ ...said, cipher: again(said.cipher, `${row._id}:${said.language}`) }));
  return { cipher: again(row.cipher, context), ...(translations && { translations }) };
}

async function sealRows(mall: string, { model, fields, batch, contextOf }: Sealed): Promise<number> {
  const key = await mallKey(mall);
  const rows = model as unknown as Model<SealedRow & { mall: string }>;
  let after = '';
  let sealed = 0;
  for (;;) {
    const some = (await rows.find({ mall, _id: { $gt: after } }, fields).sort({ _id: 1 }).limit(batch).lean()) as unknown as SealedRow[];
    if (some.length === 0) return sealed;
    after = some.at(-1)?._id ?? '';
    const writes = some.map((row) => ({ updateOne: { filter: { mall, _id: row._id, cipher: row.cipher }, update: { $set: anew(key, row, contextOf(row)) }, timestamps: false } }));
    sealed += (await rows.bulkWrite(writes as never)).modifiedCount;
  }
}

/**
 * Seals all words and files of a mall with another key of its own, while the portal is stopped. A run that was cut off is run
 * again: until all is done both keys open, afterwards only the new one. @returns how much was sealed
 */
export async function sealMallAnew(mall: string): Promise<number> {
  await takeAnotherKey(mall);
  forgetMallKeys();
  let sealed = 0;
  for (const one of SEALED) sealed += await sealRows(mall, one);
  await MallKeys.updateOne({ _id: mall }, { $unset: { before: 1 } });
  forgetMallKeys();
  return sealed;
}

/** `npm run seal-anew` */
export async function sealAnewCommand(_words: string[], say: Say): Promise<number> {
  for (const { _id } of await MallKeys.find({ _id: { $ne: HASHING } }, { _id: 1 }).lean()) say(`${_id}: ${await sealMallAnew(_id)} words and files are sealed with another key.`);
  say('Make a backup and a keys file now; keep the keys files before as long as the backups before.');
  return 0;
}
