import { type Letter, Letters } from '#models/letter.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { CONTENT_LANGUAGES, type ContentLanguage, contentLanguageOf, isContentLanguage, type Language, type PickedWords } from '#app/i18n/languages.ts';
import { localizedFor } from '#app/i18n/localized.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { findShops, namesOf } from '#app/mall/queries.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { type ReadText, readTexts } from '#app/platform/texts.server.ts';
import { workingOf } from '#app/requests/case.server.ts';
import type { OfficeClock } from '../passed-on.server.ts';
import { findOfficeName } from '../queries.server.ts';
import { boxesOf, COUNCIL } from './policy.ts';
import { letterClock } from './rules.ts';

/** What was added of who asks; nothing where it is signed by nobody. */
export interface Signature {
  names: Localized;
  unit: string | null;
}
interface Spoken {
  text: string;
  language: string;
}
export interface LetterLine {
  id: string;
  words: Spoken;
  open: boolean;
  published: boolean;
  askedOn: string;
  answeredOn: string | null;
  /** Null once it is answered. */
  clock: OfficeClock | null;
}
export interface LetterView extends LetterLine {
  toCouncil: boolean;
  signature: Signature | null;
  answer: PickedWords | null;
  /** In which languages the answer stands, the original first. */
  written: ContentLanguage[];
  missing: ContentLanguage[];
}

const ANSWERED_SHOWN = 20;
const OPEN_SHOWN = 50;
export const PAGE = 20;

const asReader = (letters: readonly Letter[]) => letters.map(({ _id }) => `letter:${_id}`);

/** Words by language; what is written in Kazakh's Arabic script stands for Kazakh. */
function wordsBy(text: ReadText): Localized {
  const all = [{ language: text.language, words: text.words }, ...text.translations];
  return Object.fromEntries(all.flatMap(({ language, words }) => (isContentLanguage(language) ? [[language, words]] : [])));
}

/** In the reader's language where it is written, else in one that she likely reads; else as it was said. */
function pick(text: ReadText | undefined, reader: Language): PickedWords | null {
  if (!text) return null;
  const picked = localizedFor(wordsBy(text), reader);
  return picked ?? { text: text.words, language: text.language as Language, own: text.language === reader };
}

function lineOf(letter: Letter, texts: Map<string, ReadText>, mall: KnownMall, now: Date): LetterLine {
  const said = texts.get(letter.words);
  return {
    id: letter._id,
    words: { text: said?.words ?? '', language: said?.language ?? 'und' },
    open: letter.open,
    published: letter.published,
    askedOn: dayIn(letter.askedAt, mall.zone),
    answeredOn: letter.answeredAt ? dayIn(letter.answeredAt, mall.zone) : null,
    clock: letter.state === 'asked' ? letterClock(workingOf(mall), letter.askedAt, now) : null,
  };
}

async function linesOf(letters: readonly Letter[], mall: KnownMall, now: Date): Promise<LetterLine[]> {
  const texts = await readTexts(mall._id, letters.map(({ words }) => words), asReader(letters));
  return letters.map((letter) => lineOf(letter, texts, mall, now));
}

/** What waits in a letter box, the oldest first, and what was answered last. The caller has asked who opens the box. */
export async function listBox(mall: KnownMall, box: string, now: Date): Promise<{ waiting: LetterLine[]; answered: LetterLine[] }> {
  const [asked, done] = await Promise.all([
    Letters.find({ mall: mall._id, box, state: 'asked' }).sort({ askedAt: 1 }).limit(OPEN_SHOWN).lean(),
    Letters.find({ mall: mall._id, box, state: 'answered' }).sort({ askedAt: -1 }).limit(ANSWERED_SHOWN).lean(),
  ]);
  return { waiting: await linesOf(asked, mall, now), answered: await linesOf(done, mall, now) };
}

/** The actor's own letters, the newest first. */
export async function listOwn(actor: Actor, mall: KnownMall, now: Date): Promise<LetterLine[]> {
  return linesOf(await Letters.find({ mall: mall._id, asker: actor.account }).sort({ askedAt: -1 }).limit(OPEN_SHOWN).lean(), mall, now);
}

/** How many wait in the boxes that the actor opens in this mall. */
export async function countWaitingLetters(actor: Actor, mall: string): Promise<number> {
  const counts = await Promise.all(boxesOf(actor, mall).map((box) => Letters.countDocuments({ mall, box, state: 'asked' })));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function signaturesOf(mall: string, letters: readonly Letter[]): Promise<Map<string, Signature>> {
  const named = letters.filter(({ signed }) => signed === 'name').map(({ asker }) => asker);
  const shops = await findShops(mall, letters.flatMap(({ signed, merchant }) => (signed === 'shop' && merchant ? [merchant] : [])));
  const people = await namesOf(named);
  return new Map(
    letters.flatMap((letter): [string, Signature][] => {
      const shop = letter.signed === 'shop' ? shops.get(letter.merchant ?? '') : undefined;
      if (shop) return [[letter._id, { names: shop.names, unit: shop.unit?.number ?? null }]];
      return letter.signed === 'name' ? [[letter._id, { names: people.get(letter.asker) ?? {}, unit: null }]] : [];
    }),
  );
}

/** One letter whole, for its asker or whoever answers it: both see the same, and neither an account. */
export async function viewLetter(letter: Letter, mall: KnownMall, reader: Language, now: Date): Promise<LetterView> {
  const [texts, signatures] = await Promise.all([readTexts(mall._id, [letter.words, letter.answer], asReader([letter])), signaturesOf(mall._id, [letter])]);
  const answer = texts.get(letter.answer ?? '');
  const original = answer && contentLanguageOf(answer.language as Language);
  const written = answer ? CONTENT_LANGUAGES.filter((language) => language === original || answer.translations.some((one) => one.language === language)) : [];
  return {
    ...lineOf(letter, texts, mall, now),
    toCouncil: letter.box === COUNCIL,
    signature: signatures.get(letter._id) ?? null,
    answer: pick(answer, reader),
    written,
    missing: answer ? CONTENT_LANGUAGES.filter((language) => !written.includes(language)) : [],
  };
}

export interface PublicAnswer {
  id: string;
  question: PickedWords;
  answer: PickedWords;
  signature: Signature | null;
  toCouncil: boolean;
  answeredOn: string;
}

/** Answered questions that everybody reads, the newest first. */
export async function listPublished(mall: KnownMall, reader: Language, page: number): Promise<{ rows: PublicAnswer[]; page: number; pages: number }> {
  const shown = { mall: mall._id, published: true };
  const [letters, total] = await Promise.all([
    Letters.find(shown).sort({ answeredAt: -1 }).skip((page - 1) * PAGE).limit(PAGE).lean(),
    Letters.countDocuments(shown),
  ]);
  const [texts, signatures] = await Promise.all([readTexts(mall._id, letters.flatMap(({ words, answer }) => [words, answer]), asReader(letters)), signaturesOf(mall._id, letters)]);
  const rows = letters.flatMap(({ _id, words, answer, box, answeredAt }): PublicAnswer[] => {
    const [question, said] = [pick(texts.get(words), reader), pick(texts.get(answer ?? ''), reader)];
    return question && said && answeredAt ? [{ id: _id, question, answer: said, signature: signatures.get(_id) ?? null, toCouncil: box === COUNCIL, answeredOn: dayIn(answeredAt, mall.zone) }] : [];
  });
  return { rows, page, pages: Math.max(1, Math.ceil(total / PAGE)) };
}

/** Whom a merchant of this mall may ask; the office by its name. */
export async function addresseesOf(mall: KnownMall): Promise<{ office: Localized | null }> {
  return { office: await findOfficeName(mall.office) };
}
