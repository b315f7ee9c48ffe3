import { createHash } from 'node:crypto';
import { runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { withRetry } from './offering.server.ts';
import { findSent, readFacts, type SentVisit } from './recording-facts.server.ts';
import { type ComingVisit, decideVisit, isVersion, type Recorded } from './recording-rules.ts';
import { type VisitToWrite, writeVisits } from './recording-rows.server.ts';
import { recordTry } from './tries.server.ts';
import type { Doing } from './visitable.server.ts';

/** Most visits of one transaction: decision 0004 and STACK.md, measured on the embedded engine. */
export const MOST_AT_ONCE = 100;

const TRIES = 6;

/** Some of them arrived by another way while the transaction was under way; the rest is tried again without them. */
class ArrivedMeanwhile extends Error {}

/** Another version of a visit under an id of its own, that follows from its words: sent again it is the same one. */
function asVersion(coming: ComingVisit): ComingVisit {
  const hash = createHash('sha256').update(JSON.stringify([coming.input.clientId, wordsOf(coming)])).digest('hex');
  const clientId = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `a${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-');
  return { ...coming, input: { ...coming.input, clientId } };
}

/**
 * Records visits as {@link recordOnce} does. What comes under one id in other words is kept beside the first: nothing is written over,
 * and a person chooses part by part (versions/rules.ts).
 */
export async function recordVisits(doing: Doing, coming: readonly ComingVisit[]): Promise<Recorded[]> {
  const done = await recordOnce(doing, coming);
  const others = coming.flatMap((visit, at) => {
    const became = done[at];
    return became?.state === 'conflict' && became.version ? [{ at, visit: asVersion(visit) }] : [];
  });
  const kept = others.length > 0 ? await recordOnce(doing, others.map(({ visit }) => visit)) : [];
  const later = new Map(others.map(({ at }, place) => [at, kept[place]]));
  return done.map((became, at) => later.get(at) ?? became);
}

/**
 * Records visits, each by itself: what is wrong with one changes nothing for the others. Those that are right are stored in one
 * transaction with offers, tallies, words and an audit row each. One that arrived before is stored once, whoever sends it again.
 * Where nobody was met there is an offer and no visit (tries.server.ts). The form of one shop and a phone that comes back from a day without a network both come here.
 * @returns what became of each, in the same order
 */
async function recordOnce(doing: Doing, coming: readonly ComingVisit[]): Promise<Recorded[]> {
  if (coming.length > MOST_AT_ONCE) throw new Error(`At most ${MOST_AT_ONCE} visits in one transaction.`);
  for (let tries = 1; ; tries += 1) {
    try {
      return await withRetry(() => attempt(doing, coming));
    } catch (error) {
      if (!(error instanceof ArrivedMeanwhile) || tries === TRIES) throw error;
    }
  }
}

async function attempt(doing: Doing, coming: readonly ComingVisit[]): Promise<Recorded[]> {
  const { mall, actor, now } = doing;
  const [sent, facts] = await Promise.all([findSent(mall._id, coming.map(({ input }) => input.clientId)), readFacts(doing, coming)]);
  const earlier = await wordsOfSent(doing, sent.values());
  const results = new Map<ComingVisit, Recorded>();
  const writing = new Map<string, VisitToWrite>();
  const tries: { visit: ComingVisit; planned: VisitToWrite['planned'] }[] = [];
  for (const visit of coming) {
    const { clientId } = visit.input;
    const before = sent.get(clientId);
    const twin = writing.get(clientId);
    if (before) results.set(visit, compare(actor.account, visit, before, earlier));
    else if (twin) results.set(visit, isSame(visit, twin.coming) ? { state: 'there', visit: twin.id } : { state: 'conflict', visit: twin.id, version: isVersion(visit, twin.coming.input) });
    else {
      const round = visit.round ? (facts.rounds.get(visit.round) ?? null) : facts.open;
      const decided = decideVisit(visit, { shop: facts.shops.get(visit.merchant), round, zone: mall.zone, now });
      if (decided.state !== 'planned') results.set(visit, decided);
      else if (decided.stored.outcome !== 'met') tries.push({ visit, planned: decided });
      else {
        const id = newId();
        writing.set(clientId, { id, coming: visit, planned: decided });
        results.set(visit, { state: 'stored', visit: id });
      }
    }
  }
  const [first, ...rest] = writing.values();
  if (first) {
    const head = { name: 'visit:record', mall: mall._id, actor, role: first.planned.shop.role, subject: `shop:${first.coming.merchant}`, target: first.id, now };
    await runCommand(head, async (tx) => {
      const written = await writeVisits(tx, actor.account, [first, ...rest]);
      if (!written) throw new ArrivedMeanwhile();
    });
  }
  for (const { visit, planned } of tries) results.set(visit, await recordTry(doing, visit, planned));
  return coming.map((visit) => results.get(visit) ?? { state: 'unknown' });
}

const wordsOf = ({ input }: ComingVisit): string[] =>
  input.outcome === 'met' ? [...input.needs.map(({ program, words }) => `${program} ${words}`), ...input.promises.map(({ words, dueOn }) => `${dueOn} ${words}`), ...(input.replies ?? []).map(({ question, words }) => `${question} ${words}`), input.note] : [];
const isSame = (one: ComingVisit, other: ComingVisit): boolean =>
  one.merchant === other.merchant && one.input.outcome === other.input.outcome && JSON.stringify(wordsOf(one)) === JSON.stringify(wordsOf(other));

const textsOf = ({ needs, promises, replies = [], note }: SentVisit): (string | undefined)[] => [...[...needs, ...promises, ...replies].map(({ text }) => text), note];

/** The words of visits of hers that arrived before, read once for the whole batch. */
async function wordsOfSent({ mall, actor }: Doing, sent: Iterable<SentVisit>): Promise<Map<string, string>> {
  const texts = await readTexts(mall._id, [...sent].flatMap(textsOf), [`account:${actor.account}`]);
  return new Map([...texts].map(([id, { words }]) => [id, words]));
}

/**
 * The same id again is the same visit, unless its words are others: then both are wanted, and a person decides. Words that were
 * erased or became a request meanwhile can't be compared, and aren't.
 */
function compare(account: string, coming: ComingVisit, before: SentVisit, words: ReadonlyMap<string, string>): Recorded {
  if (before.author !== account || before.merchant !== coming.merchant) return { state: 'unknown' };
  const there = { state: 'there', visit: before._id } as const;
  if (before.outcome !== coming.input.outcome) return { state: 'conflict', visit: before._id, version: false };
  if (before.outcome !== 'met') return there;
  const { needs, promises, replies = [], note } = coming.input;
  const earlier = before.replies ?? [];
  const kept = (text: string | undefined) => words.get(text ?? '');
  const differs =
    needs.length !== before.needs.length ||
    promises.length !== before.promises.length ||
    before.needs.some(({ program, text }, at) => program !== needs[at]?.program || (kept(text) ?? needs[at]?.words) !== needs[at]?.words) ||
    before.promises.some(({ dueOn, text }, at) => dueOn !== promises[at]?.dueOn || (kept(text) ?? promises[at]?.words) !== promises[at]?.words) ||
    replies.length !== earlier.length ||
    earlier.some(({ question, text }, at) => question !== replies[at]?.question || (kept(text) ?? replies[at]?.words) !== replies[at]?.words) ||
    (kept(before.note) ?? note) !== note;
  return differs ? { state: 'conflict', visit: before._id, version: isVersion(coming, before) } : there;
}
