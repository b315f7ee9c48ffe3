import { Accounts } from '#models/account.server.ts';
import { Requests, TranslationWishes } from '#models/request.server.ts';
import { Texts } from '#models/text.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import { type ContentLanguage, contentLanguageOf, isLanguage } from '#app/i18n/languages.ts';
import { type Actor, gridsIn, shopsIn } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { idsOfEither } from '#app/platform/either.server.ts';
import { isDuplicateKey, runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { readTexts, translateText } from '#app/platform/texts.server.ts';
import { getCase, type OpenCase } from './case.server.ts';
import type { Doing } from './commands.server.ts';
import { wordsIn } from './engine/events.ts';
import { indexRequest } from './finding.server.ts';
import { factsFor, teamOf } from './people.server.ts';
import { eventsFor, sideOf } from './engine/rooms.ts';
import { cardReaders, type InCase, readersOf, sightOf } from './policy.ts';

/** In `grid` of a wish: only people already in the case are asked, as for everything confidential. */
export const IN_THE_CASE = 'case';

const contentOf = (language: string): string => (isLanguage(language) ? contentLanguageOf(language) : language);

/** Those of the accounts who offered to translate between the two languages; `und` asks for the wanted one only. */
async function translators(accounts: string[], from: string, to: string): Promise<string[]> {
  const languages = from === 'und' ? [to] : [contentOf(from), to];
  const rows = await Accounts.find({ _id: { $in: accounts }, status: 'active', translates: { $all: languages } }, { _id: 1 }).limit(100).lean();
  return rows.map((row) => row._id);
}

async function askedOf({ state }: OpenCase, mall: string, now: Date): Promise<string[]> {
  if (state.ladder === 'program') return [state.requester, ...(state.otherIn && state.other ? [state.other] : []), ...(state.sided ? [state.worker ?? []].flat() : state.workers)];
  return (await teamOf(mall, state.grid, state, now)).filter((one) => !one.tied).map((one) => one.account);
}

/** "I need this in …": goes to people of the grid who offered to translate. Asking twice asks once. @throws {Refusal} */
export async function wantTranslation({ mall, actor, now }: Doing, number: string, text: string, language: ContentLanguage): Promise<void> {
  const found = await getCase(mall._id, number);
  const { row, state, events } = found;
  const facts = await factsFor(actor, mall._id, state);
  if (sightOf(facts, state) !== 'full' || !wordsIn(eventsFor(sideOf(actor.account, state), events)).texts.includes(text)) throw notFound();
  // Nobody outside the shop reads it yet.
  if (state.ladder === 'shop') throw new Refusal('requests:refusal.not-now');
  const original = await Texts.findOne({ mall: mall._id, _id: text }, { language: 1, readers: 1 }).lean();
  if (!original || !readersOf(row._id, facts, state).some((one) => original.readers.includes(one))) throw notFound();
  if (contentOf(original.language) === language) throw new Refusal('requests:refusal.same-language');
  const people = await translators((await askedOf(found, mall._id, now)).filter((account) => !state.sided || mayRead(row._id, { account, requester: state.requester, other: state.other, worker: state.worker }, original.readers)), original.language, language);
  const head = { name: 'request:want-translation', mall: mall._id, actor, role: 'reader', subject: `account:${state.requester}`, target: row._id, now };
  const grid = state.ladder === 'grid' && state.grid ? state.grid : IN_THE_CASE;
  try {
    await runCommand(head, async (tx) => {
      await TranslationWishes.create([{ _id: newId(), mall: mall._id, text, request: row._id, language, wantedBy: actor.account, grid }], { session: tx.session });
      const asked = people.filter((account) => account !== actor.account);
      await notify(tx, { accounts: asked, template: 'translation-wanted', params: { number }, link: `/m/${mall.slug}/requests?show=translate`, author: actor.account, role: 'reader' });
      tx.publish({ type: 'request:changed', id: row._id, version: state.seq, rooms: [`account:${actor.account}`, ...(grid === IN_THE_CASE ? [] : [`grid:${grid}`])] });
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Whether somebody in the case may read it there. */
const mayRead = (request: string, who: InCase, readers: readonly string[]): boolean => cardReaders(request, who).some((one) => readers.includes(one));

export interface WantedTranslation {
  id: string;
  number: string;
  /** Whose words they are about: for the look. */
  requester: string;
  language: string;
  original: { words: string; language: string };
  confidential: boolean;
}

/** Wishes that this person may fulfil: of her grids, or of confidential cases that she is in; both languages are hers. */
async function findWishes(mall: string, actor: Actor, ids?: string[]) {
  const account = await Accounts.findOne({ _id: actor.account }, { translates: 1 }).lean();
  const languages = account?.translates ?? [];
  if (languages.length === 0) return [];
  const open = { mall, doneAt: { $exists: false }, language: { $in: languages }, ...(ids ? { _id: { $in: ids } } : {}) };
  const cases = await idsOfEither(Requests, { mall, ladder: 'program' }, [{ requester: actor.account }, { worker: actor.account }, { other: actor.account }]);
  const [ofGrids, ofCases] = await Promise.all([
    TranslationWishes.find({ ...open, grid: { $in: gridsIn(actor, mall) } }).sort({ _id: 1 }).limit(20).lean(),
    TranslationWishes.find({ ...open, grid: IN_THE_CASE, request: { $in: cases.sort().reverse().slice(0, 100) } }).sort({ _id: 1 }).limit(20).lean(),
  ]);
  const wishes = [...ofGrids, ...ofCases];
  const requests = await Requests.find({ mall, _id: { $in: wishes.map((wish) => wish.request) } }, { number: 1, requester: 1, merchant: 1, other: 1, worker: 1 }).lean();
  const texts = await Texts.find({ mall, _id: { $in: wishes.map((wish) => wish.text) } }, { language: 1, readers: 1 }).lean();
  const shops = shopsIn(actor, mall);
  return wishes.flatMap((wish) => {
    const request = requests.find((row) => row._id === wish.request);
    const text = texts.find((row) => row._id === wish.text);
    if (!request || !text || (text.language !== 'und' && !languages.includes(contentOf(text.language)))) return [];
    const may = wish.grid === IN_THE_CASE ? mayRead(request._id, { account: actor.account, ...request }, text.readers) : !request.merchant || !shops.includes(request.merchant);
    return may ? [{ wish, request }] : [];
  });
}

/** What others wait to read, oldest first, with the words: opening them is a look, which the page records. */
export async function listWantedTranslations(mall: string, actor: Actor): Promise<WantedTranslation[]> {
  const found = await findWishes(mall, actor);
  const texts = await readTexts(mall, found.map(({ wish }) => wish.text), found.flatMap(({ wish, request }) => (wish.grid === IN_THE_CASE ? cardReaders(request._id, { account: actor.account, ...request }) : [`request:${wish.request}`])));
  return found.flatMap(({ wish, request }) => {
    const text = texts.get(wish.text);
    if (!text || text.translations.some((one) => one.language === wish.language)) return [];
    return [{ id: wish._id, number: request.number, requester: request.requester, language: wish.language, original: { words: text.words, language: text.language }, confidential: wish.grid === IN_THE_CASE }];
  });
}

/** Somebody's translation stands beside the original, with her name. @throws a 404 Response when it isn't hers to do */
export async function translateRequestText({ mall, actor, now }: Doing, wishId: string, words: string): Promise<void> {
  const [found] = await findWishes(mall._id, actor, [wishId]);
  if (!found) throw notFound();
  const { wish, request } = found;
  const head = { name: 'request:translate', mall: mall._id, actor, role: 'translator', subject: `account:${request.requester}`, target: request._id, now };
  await runCommand(head, async (tx) => {
    const done = await TranslationWishes.updateOne({ mall: mall._id, _id: wish._id, doneAt: { $exists: false } }, { $set: { doneAt: now, doneBy: actor.account } }, { session: tx.session });
    if (done.matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
    await translateText(tx, wish.text, wish.language, words, actor.account);
    const { kind, state, events } = await getCase(mall._id, request.number, tx.session);
    await indexRequest(tx, request._id, kind, { next: state, events, added: [] });
    await notify(tx, { accounts: [wish.wantedBy], template: 'translation-ready', params: { number: request.number }, link: `/m/${mall.slug}/requests/${request.number}`, author: actor.account, role: 'translator' });
    const rooms = [`account:${wish.wantedBy}`, `account:${request.requester}`, ...(wish.grid === IN_THE_CASE ? [] : [`grid:${wish.grid}`])];
    tx.publish({ type: 'request:changed', id: request._id, version: 0, rooms });
  });
}

/** Languages that were asked for, by text, for the people who see the thread. */
export async function wishedLanguages(mall: string, texts: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await TranslationWishes.find({ mall, text: { $in: [...texts] }, doneAt: { $exists: false } }, { text: 1, language: 1 }).lean();
  const found = new Map<string, string[]>();
  for (const { text, language } of rows) found.set(text, [...(found.get(text) ?? []), language]);
  return found;
}
