import { z } from 'zod';
import { Malls } from '#models/mall.server.ts';
import { Requests } from '#models/request.server.ts';
import { getGrid } from '#app/mall/queries.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { isLanguage, type Language, LANGUAGES } from '#app/i18n/languages.ts';
import type { Actor } from '#app/platform/actor.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { findMall, type KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { actOnRequest } from './acting.server.ts';
import { getCase, type OpenCase, workingOf } from './case.server.ts';
import { SOLVED, TREATED } from './closing/answers.ts';
import { answerClosing } from './closing/commands.server.ts';
import { whoseNames } from './closing/whose.server.ts';
import { codeFits } from './codes.server.ts';
import { decide } from './engine/decide.ts';
import { MOST_TITLE } from './limits.ts';
import { findSeconded, takeBackSecond } from './near.server.ts';
import { readNumber } from './numbers.ts';
import { type PartCard, partCards } from './parts/queries.server.ts';
import { isPasser } from './passer.ts';
import { factsFor, teamOf } from './people.server.ts';
import { wordsOf } from './reading.server.ts';
import { minutesADay as minutesADayOf } from './working-time.ts';

export const FollowSchema = z.object({
  number: z.string().trim().min(1).max(40),
  code: z.string().trim().min(1).max(20),
  intent: z.enum(['show', 'yes', 'no', 'answer', 'untake', 'answer-closing']).default('show'),
  words: z.string().trim().max(MOST_TITLE).optional(),
  turn: z.coerce.number().int().positive().optional().catch(undefined),
  solved: z.enum(SOLVED).optional().catch(undefined),
  treated: z.enum(TREATED).optional().catch(undefined),
});
type Follow = z.infer<typeof FollowSchema>;

/** The request of a number and its code, in whichever mall that prints such numbers; null when they don't belong together. */
async function findFollowed(typed: string, code: string, now: Date): Promise<{ mall: KnownMall; found: OpenCase } | null> {
  const number = readNumber(typed);
  if (!number) return null;
  const malls = await Malls.find({ code: number.split('-')[0], state: 'open' }, { slug: 1 }).limit(20).lean();
  for (const { _id, slug } of malls) {
    const row = await Requests.findOne({ mall: _id, number }, { codeHash: 1 }).lean();
    const fits = await codeFits(number, code.replace(/[\s-]/g, '').toUpperCase(), row?.codeHash);
    const mall = fits ? await findMall(slug, now) : null;
    if (mall) return { mall, found: await getCase(mall._id, number) };
  }
  return null;
}

/** What whoever works on it wants to know: meant for the one who asked, so her code opens it; no other word does. */
async function questionOf(mall: KnownMall, { row, events, state }: OpenCase) {
  if (!isPasser(state.requester) || state.stage !== 'waiting-for-you') return null;
  const asked = events.findLast((event) => event.type === 'question-asked');
  const text = asked?.facts.text;
  const found = text ? (await readTexts(mall._id, [text], [`request:${row._id}`])).get(text) : undefined;
  return found ? { words: found.words, language: found.language, translations: found.translations.map(({ words, language }) => ({ words, language })) } : null;
}

/** Whose business it is, for the one who asked: her code opens these words, since they are meant for her. */
async function whoseFor(mall: KnownMall, { row, state: { whose, requester } }: OpenCase) {
  if (!whose || !isPasser(requester)) return null;
  const found = whose.text ? (await readTexts(mall._id, [whose.text], [`request:${row._id}`])).get(whose.text) : undefined;
  return { names: whose.key ? await whoseNames(mall, whose.key) : null, words: found ? { words: found.words, language: found.language } : null };
}

/** Parts of the work: with which role, grid, partner or program, until when. Who a volunteer is stands on no page that a code opens. */
async function partsOf(mall: KnownMall, found: OpenCase, now: Date): Promise<PartCard[]> {
  const { state } = found;
  if (state.parts.length === 0 || state.sided || state.ladder === 'named') return [];
  const cards = await partCards(mall._id, found, await teamOf(mall._id, state.grid, state, now), now, workingOf(mall));
  return cards.map((card) => (card.holder.kind === 'person' ? { ...card, holder: { ...card.holder, key: 'person', names: null, role: card.holder.role ?? 'member' } } : card));
}

const asPasser = ({ state: { requester } }: OpenCase): Actor => ({ account: requester, name: '', session: '', memberships: [] });

/** Whether the two questions on closing are still hers to answer: the engine says so. */
async function asksClosing(mall: KnownMall, found: OpenCase, now: Date): Promise<boolean> {
  const { kind, state, events } = found;
  if (!isPasser(state.requester) || !state.closedAt) return false;
  const actor = await factsFor(asPasser(found), mall._id, state, now);
  return decide(kind, state, { type: 'answerClosing' }, { actor, now, working: workingOf(mall), team: [], offices: [], events, findKind: () => null }).ok;
}

/** How it stands, without a name, a word or a booth of anybody. */
async function viewOf(mall: KnownMall, found: OpenCase, now: Date) {
  const { row, kind, events, state } = found;
  const { holder } = state;
  const grid = holder.kind === 'role' ? await getGrid(mall._id, holder.grid) : null;
  return {
    number: row.number,
    mall: mall.name,
    zone: mall.zone,
    languages: LANGUAGES.filter((language) => mall.languages.filter(isLanguage).includes(language)),
    stage: state.stage,
    turn: state.turn,
    askedAt: events[0]?.at ?? row.openedAt,
    dueAt: state.closedAt ? null : (row.dueAt ?? null),
    holder: { kind: grid ? ('grid' as const) : holder.kind === 'role' ? ('program' as const) : holder.kind === 'named' ? ('council' as const) : holder.kind === 'side' ? ('requester' as const) : holder.kind, grid: grid?.number ?? 0 },
    /** What became of it, where it isn't the association that said so. */
    ended: state.closedAt && state.ladder === 'shop' ? ('shop' as const) : state.outcome === 'set-aside' ? ('set-aside' as const) : null,
    whose: await whoseFor(mall, found),
    /** It was withdrawn for another one that says the same. */
    seconded: isPasser(state.requester) && state.stage === 'withdrawn' ? await findSeconded(mall._id, row._id) : null,
    // Whoever has an account answers there, where nobody else can read a code over her shoulder.
    question: await questionOf(mall, found),
    parts: await partsOf(mall, found, now),
    minutesADay: minutesADayOf(mall, dayIn(now, mall.zone)),
    closing: await asksClosing(mall, found, now),
    answers: isPasser(state.requester) && kind.stages[state.stage]?.on.confirm !== undefined,
  };
}
export type FollowView = Awaited<ReturnType<typeof viewOf>>;

async function limit(name: 'follow' | 'follow-number', key: string, now: Date): Promise<void> {
  const seconds = await takePoint(name, key, now);
  if (seconds > 0) throw new Refusal({ key: 'codes:follow.too-often', params: { minutes: Math.ceil(seconds / 60) } });
}

/**
 * Shows how a request stands to whoever has its number and code, and takes her answer to a question, her "yes, it is" or "not
 * yet" where she reported without an account.
 * @throws {Refusal} the same for a number that nobody has and for a wrong code
 */
export async function followRequest({ number, code, intent, turn, words, solved, treated }: Follow, { address, now, screen = 'zh' }: { address: string; now: Date; screen?: Language }): Promise<FollowView> {
  await limit('follow', address, now);
  await limit('follow-number', number.toUpperCase(), now);
  const followed = await findFollowed(number, code, now);
  if (!followed) throw new Refusal('codes:follow.wrong', 'code');
  const { mall, found } = followed;
  if (intent === 'show' || !isPasser(found.state.requester)) return viewOf(mall, found, now);
  const actor = asPasser(found);
  // A second press finds nothing asked any more, and adds nothing; without words the page says what is missing.
  if (intent === 'answer' && (!words || found.state.stage !== 'waiting-for-you')) return viewOf(mall, found, now);
  if (intent === 'answer-closing') {
    if (solved && treated) await answerClosing({ mall, actor, now }, found.row.number, { solved, treated });
    return viewOf(mall, solved && treated ? await getCase(mall._id, found.row.number) : found, now);
  }
  if (intent === 'untake') {
    await takeBackSecond({ mall, actor, now }, found.row.number);
    return viewOf(mall, found, now);
  }
  const command = { yes: { type: 'confirm' }, no: { type: 'notSolved' }, answer: { type: 'say' } } as const;
  await actOnRequest({ mall, actor, now }, found.row.number, { command: command[intent], turn, words: intent === 'answer' ? wordsOf(words, screen) : undefined });
  return viewOf(mall, await getCase(mall._id, found.row.number), now);
}
