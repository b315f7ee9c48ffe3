import { Memberships } from '#models/account.server.ts';
import { type Letter, Letters } from '#models/letter.server.ts';
import type { ContentLanguage } from '#app/i18n/languages.ts';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { notify } from '#app/notices/commands.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { keptDays } from '#app/platform/mall-settings.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { noteSending } from '#app/platform/sendings.server.ts';
import { eraseTexts, translateText, writeText } from '#app/platform/texts.server.ts';
import { Texts } from '#models/text.server.ts';
import { namesHere } from '#app/requests/names-here.server.ts';
import { namesSomebody } from '#app/requests/names-somebody.ts';
import { boxOfOffice, canAnswer, canSign, COUNCIL, isOwn } from './policy.ts';
import type { AskLetter, LetterAnswer, LetterTranslation } from './schema.ts';

interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

const DAY = 24 * 3600_000;
const subjectOf = ({ asker }: Pick<Letter, 'asker'>) => `account:${asker}`;
const readersOf = (id: string, asker: string) => [`letter:${id}`, `account:${asker}`];

/**
 * Asks the office over the mall, or the council. @returns the letter's id
 * @throws {Refusal} where the mall has no office, for somebody else's shop as signature, and for an open question that names somebody
 */
export async function askLetter({ mall, actor, now }: Doing, { to, words, open, signed }: Omit<AskLetter, 'words'> & { words: { language: string; words: string } }): Promise<string> {
  if (to === 'office' && !mall.office) throw new Refusal('letters:refused.no-office', 'to');
  if (!canSign(actor, mall._id, signed)) throw new Refusal('form.not-a-choice', 'signed');
  if (open && namesSomebody(words.words, { names: await namesHere(mall._id) })) throw new Refusal('letters:refused.names-somebody', 'words');
  const box = to === 'office' ? boxOfOffice(mall.office ?? '') : COUNCIL;
  const id = newId();
  const merchant = signed === 'nobody' || signed === 'name' ? undefined : signed;
  await runCommand({ name: 'letter:ask', mall: mall._id, actor, role: 'self', subject: `account:${actor.account}`, target: id, now }, async (tx) => {
    const text = await writeText(tx, { ...words, author: actor.account, subject: `account:${actor.account}`, readers: readersOf(id, actor.account) });
    const about = { box, asker: actor.account, words: text, open: open === 'on', signed: merchant ? ('shop' as const) : (signed as 'nobody' | 'name'), merchant };
    await Letters.create([{ _id: id, mall: mall._id, ...about, askedAt: now, state: 'asked', published: false }], { session: tx.session });
    if (box === COUNCIL) await tellCouncil(tx, mall, actor.account, id);
    else await noteSending(tx, { receiver: box, what: 'question', count: 1 });
    tx.publish({ type: 'letter:asked', id, version: 1, rooms: [box === COUNCIL ? `mall-officers:${mall._id}` : box] });
  });
  return id;
}

async function tellCouncil(tx: Tx, mall: KnownMall, asker: string, id: string): Promise<void> {
  const current = { from: { $lte: tx.now }, $or: [{ to: { $exists: false } }, { to: { $gt: tx.now } }] };
  const rows = await Memberships.find({ mall: mall._id, kind: 'officer', post: 'council', ...current }, { account: 1 }, { session: tx.session }).limit(100).lean();
  const accounts = rows.map(({ account }) => account).filter((account) => account !== asker);
  await notify(tx, { accounts, template: 'letter-received', link: `/m/${mall.slug}/manage/letters/${id}` });
}

/** @throws a 404 Response for a letter that isn't there or isn't the actor's to answer */
export async function getAnswerable({ mall, actor }: Pick<Doing, 'mall' | 'actor'>, id: string): Promise<Letter> {
  const letter = await Letters.findOne({ mall: mall._id, _id: id }).lean();
  if (!letter || !canAnswer(actor, letter)) throw notFound();
  return letter;
}

/** @throws a 404 Response for a letter that isn't the actor's own */
export async function getOwn({ mall, actor }: Pick<Doing, 'mall' | 'actor'>, id: string): Promise<Letter> {
  const letter = await Letters.findOne({ mall: mall._id, _id: id }).lean();
  if (!letter || !isOwn(actor, letter)) throw notFound();
  return letter;
}

const roleIn = ({ box }: Letter) => (box === COUNCIL ? 'council' : 'official');
const roomsOf = (mall: string, { box, asker }: Letter) => [`account:${asker}`, box === COUNCIL ? `mall-officers:${mall}` : box];

/** Answers once, in as many languages as are written; the rest can follow. An open one is public from then on. */
export async function answerLetter(doing: Doing, id: string, input: LetterAnswer): Promise<void> {
  const { mall, actor, now } = doing;
  const letter = await getAnswerable(doing, id);
  const said = (language: ContentLanguage) => input[`answer-${language}`];
  const published = letter.open && input.keepClosed !== 'on';
  await runCommand({ name: 'letter:answer', mall: mall._id, actor, role: roleIn(letter), subject: subjectOf(letter), target: id, now }, async (tx) => {
    const eraseAt = new Date(now.getTime() + keptDays(mall, 'threads') * DAY);
    const text = { language: input.original, words: said(input.original) ?? '', author: actor.account, subject: subjectOf(letter), readers: readersOf(id, letter.asker), eraseAt };
    const answer = await writeText(tx, text);
    for (const language of CONTENT_LANGUAGES) {
      const words = said(language);
      if (words && language !== input.original) await translateText(tx, answer, language, words, actor.account);
    }
    const done = { $set: { state: 'answered' as const, answer, answeredAt: now, published } };
    const { matchedCount } = await Letters.updateOne({ mall: mall._id, _id: id, state: 'asked' }, done, { session: tx.session });
    if (matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
    await Texts.updateOne({ mall: mall._id, _id: letter.words }, { $set: { eraseAt } }, { session: tx.session });
    await notify(tx, { accounts: [letter.asker], template: 'letter-answered', link: `/m/${mall.slug}/letters/${id}` });
    tx.changed('answer', 'state');
    tx.publish({ type: 'letter:answered', id, version: 2, rooms: roomsOf(mall._id, letter) });
  });
}

/** Adds a language to an answer, and to the question where it is written; a later one replaces what was there. */
export async function translateLetter(doing: Doing, id: string, { language, answer, question }: LetterTranslation): Promise<void> {
  const { mall, actor, now } = doing;
  const letter = await getAnswerable(doing, id);
  const written = letter.answer;
  if (!written) throw new Refusal('form.changed-meanwhile');
  await runCommand({ name: 'letter:translate', mall: mall._id, actor, role: roleIn(letter), subject: subjectOf(letter), target: id, now }, async (tx) => {
    await translateText(tx, written, language, answer, actor.account);
    if (question) await translateText(tx, letter.words, language, question, actor.account);
    tx.changed('answer', ...(question ? ['words'] : []));
    tx.publish({ type: 'letter:translated', id, version: 3, rooms: roomsOf(mall._id, letter) });
  });
}

/** Its asker takes it back before there is an answer: words and row are gone. */
export async function takeBackLetter(doing: Doing, id: string): Promise<void> {
  const { mall, actor, now } = doing;
  const letter = await getOwn(doing, id);
  await runCommand({ name: 'letter:take-back', mall: mall._id, actor, role: 'self', subject: subjectOf(letter), target: id, now }, async (tx) => {
    const { deletedCount } = await Letters.deleteOne({ mall: mall._id, _id: id, state: 'asked' }, { session: tx.session });
    if (deletedCount !== 1) throw new Refusal('form.changed-meanwhile');
    await eraseTexts(tx, [letter.words]);
    tx.publish({ type: 'letter:withdrawn', id, version: 2, rooms: roomsOf(mall._id, letter) });
  });
}

/** Takes an answered one off the public page; asker and addressee keep it. */
export async function closeLetter(doing: Doing, id: string): Promise<void> {
  const { mall, actor, now } = doing;
  const letter = await getOwn(doing, id);
  if (!letter.published) return;
  await runCommand({ name: 'letter:close', mall: mall._id, actor, role: 'self', subject: subjectOf(letter), target: id, now }, async (tx) => {
    await Letters.updateOne({ mall: mall._id, _id: id }, { $set: { published: false } }, { session: tx.session });
    tx.changed('published');
    tx.publish({ type: 'letter:closed', id, version: 4, rooms: roomsOf(mall._id, letter) });
  });
}
