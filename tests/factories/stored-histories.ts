import type { Model } from 'mongoose';
import { RequestEvents, Requests } from '#models/request.server.ts';
import { SearchEntries } from '#models/search-entry.server.ts';
import { Texts } from '#models/text.server.ts';
import { newId } from '#app/platform/ids.ts';
import { mallKey, seal } from '#app/platform/keys.server.ts';
import { entriesOf } from '#app/platform/search.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { NO_CODE } from '#app/requests/codes.server.ts';
import { REOPEN_DAYS } from '#app/requests/engine/by-requester.ts';
import { findablesOf } from '#app/requests/finding.server.ts';
import type { RequestHistory } from './request-history.ts';
import { getKind } from '#app/requests/kinds.server.ts';
import { type Draw, drawNumber } from '#app/requests/numbers.ts';
import { coveredBy } from '#app/requests/words.server.ts';

const DAY = 24 * 3600_000;

const AT_ONCE = 400;

/** Past the models and in small pieces: the driver's patience ends before the engine has thousands of rows with many keys. */
async function insert<T>(model: Model<T>, rows: readonly object[]): Promise<void> {
  const now = new Date();
  for (let at = 0; at < rows.length; at += AT_ONCE) await model.collection.insertMany(rows.slice(at, at + AT_ONCE).map((row) => ({ createdAt: now, updatedAt: now, ...row })) as never, { ordered: false });
}

/**
 * Stores whole histories at once, outside of commands: for benches that read many. Numbers come from `draw`.
 * @returns the numbers in the same order
 */
export async function storeHistories(mall: Pick<KnownMall, '_id' | 'code' | 'zone'>, histories: readonly RequestHistory[], draw: Draw): Promise<string[]> {
  const key = await mallKey(mall._id);
  const numbers = new Set<string>();
  const rows: object[] = [];
  const eventRows: object[] = [];
  const textRows: object[] = [];
  const entryRows: object[] = [];
  for (const { row, state, events, texts } of histories) {
    const _id = newId();
    let number = drawNumber(mall.code, dayIn(state.openedAt, mall.zone).slice(0, 4), draw);
    while (numbers.has(number)) number = drawNumber(mall.code, dayIn(state.openedAt, mall.zone).slice(0, 4), draw);
    numbers.add(number);
    rows.push({ _id, mall: mall._id, number, codeHash: NO_CODE, ...row });
    for (const event of events) eventRows.push({ _id: newId(), mall: mall._id, request: _id, ...event });
    const said = texts.map(({ id, words }) => ({ id, words: [words] }));
    entryRows.push(...entriesOf(mall._id, _id, findablesOf(getKind(state.kind), state, events, said), state.openedAt));
    const passed = state.passed && !state.passed.takenBackAt ? state.passed : undefined;
    const open = passed ? coveredBy(passed, state, events).texts : [];
    const eraseAt = state.closedAt && new Date(state.closedAt.getTime() + REOPEN_DAYS * DAY);
    for (const { id, language, words, author } of texts) {
      const readers = [`request:${_id}`, ...(passed && open.includes(id) ? [`office:${passed.office}`] : [])];
      const about = { author, subject: `account:${state.requester}`, readers, confidential: state.confidential, translations: [] };
      textRows.push({ _id: id, mall: mall._id, language, cipher: seal(key, Buffer.from(words), id), ...about, ...(eraseAt ? { eraseAt } : {}) });
    }
  }
  await insert(SearchEntries, entryRows);
  await insert(Texts, textRows);
  await insert(RequestEvents, eventRows);
  await insert(Requests, rows);
  return [...numbers];
}
