import { SavedFilters } from '#models/saved-filter.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { isDuplicateKey, runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { eraseTexts, readTexts, writeText } from '#app/platform/texts.server.ts';
import type { Doing } from './commands.server.ts';

export const MOST_SAVED = 12;

export interface SavedCard {
  id: string;
  name: string;
  query: string;
}

/** The filters that somebody keeps, in the order in which she saved them. */
export async function listSavedFilters(mall: string, account: string): Promise<SavedCard[]> {
  const rows = (await SavedFilters.find({ mall, account }).limit(MOST_SAVED).lean()).sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
  const words = await readTexts(mall, rows.map(({ name }) => name), [`account:${account}`]);
  return rows.flatMap(({ _id, name, query }) => {
    const text = words.get(name);
    return text ? [{ id: _id, name: text.words, query }] : [];
  });
}

/** Keeps a filter under a name. Saved again, it takes the new name; sent twice, it is there once. @throws {Refusal} beyond the twelfth */
export async function saveFilter({ mall, actor, now }: Doing, query: string, name: string): Promise<void> {
  const { account } = actor;
  const subject = `account:${account}`;
  try {
    await runCommand({ name: 'filter:save', mall: mall._id, actor, role: 'self', subject, now }, async (tx) => {
      const rows = await SavedFilters.find({ mall: mall._id, account }, { query: 1, name: 1 }, { session: tx.session }).limit(MOST_SAVED).lean();
      const known = rows.find((row) => row.query === query);
      if (!known && rows.length >= MOST_SAVED) throw new Refusal({ key: 'lists:refused.too-many', params: { most: MOST_SAVED } }, 'name');
      if (known) await eraseTexts(tx, [known.name]);
      const text = await writeText(tx, { language: 'und', words: name, author: account, subject, readers: [subject] });
      if (known) await SavedFilters.updateOne({ mall: mall._id, _id: known._id }, { $set: { name: text } }, { session: tx.session });
      else await SavedFilters.create([{ _id: newId(), mall: mall._id, account, name: text, query }], { session: tx.session });
      tx.changed('name', 'query');
    });
  } catch (error) {
    // Sent twice in one moment: it is there.
    if (!isDuplicateKey(error)) throw error;
  }
}

/** @throws a 404 Response for somebody else's */
export async function deleteFilter({ mall, actor, now }: Doing, id: string): Promise<void> {
  const { account } = actor;
  await runCommand({ name: 'filter:delete', mall: mall._id, actor, role: 'self', subject: `account:${account}`, target: id, now }, async (tx) => {
    const row = await SavedFilters.findOne({ mall: mall._id, _id: id, account }, { name: 1 }, { session: tx.session }).lean();
    if (!row) throw notFound();
    await eraseTexts(tx, [row.name]);
    await SavedFilters.deleteOne({ mall: mall._id, _id: id, account }, { session: tx.session });
  });
}
