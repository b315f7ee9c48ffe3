import { type HeldVisit, HeldVisits } from '#models/held-visit.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { isDuplicateKey, runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { insertRows } from '#app/platform/insert.server.ts';
import { writeTexts } from '#app/platform/texts.server.ts';
import { officersOf } from '../officers.server.ts';
import { listVisitingTerms, type VisitingTerm } from '../offline/former.server.ts';
import { readFacts } from '../recording-facts.server.ts';
import { type ComingVisit, decideVisit, type PlannedVisit, type Refused } from '../recording-rules.ts';
import { draftErasedAt } from '../rules.ts';
import type { Doing, VisitableNow } from '../visitable.server.ts';
import { packHeld } from './sealed.server.ts';

export const HELD_PAGE = 'manage/visits/held';
/** Reads what is held while nobody may: the house alone, to store it once an officer has said so. */
export const HELD_READER = 'house';

export type Held = { state: 'held' | 'there' } | Refused | { state: 'unknown' };
type ToHold = { coming: ComingVisit; term: VisitingTerm; planned: PlannedVisit<VisitableNow> };

/** As she was while she had these roles: what she wrote then is judged by what she was allowed then. */
export function asWith(actor: Actor, mall: string, terms: readonly Pick<VisitingTerm, 'grid' | 'role'>[]): Actor {
  return { ...actor, memberships: [...actor.memberships, ...terms.map(({ grid, role }) => ({ kind: 'volunteer' as const, mall, grid, role }))] };
}

const refused = (key: string): Refused => ({ state: 'refused', field: 'form', reason: { key } });

/**
 * Visits of shops that aren't hers any more: what she recorded while they were is accepted, and waits for an officer.
 * Repeatable, as a whole and in parts. @returns what became of each, in the same order
 */
export async function holdVisits(doing: Doing, coming: readonly ComingVisit[]): Promise<Held[]> {
  if (coming.length === 0) return [];
  const { mall, now } = doing;
  const ended = (await listVisitingTerms(doing)).filter((term) => term.to <= now);
  const former = { ...doing, actor: asWith(doing.actor, mall._id, ended) };
  for (let tries = 1; ; tries += 1) {
    const [before, facts] = await Promise.all([findHeld(mall._id, coming), readFacts(former, coming)]);
    const writing = new Map<string, ToHold>();
    const answers = coming.map((visit): Held => {
      const { clientId } = visit.input;
      const known = before.get(clientId);
      if (known) return known.author === doing.actor.account ? answerOf(known) : { state: 'unknown' };
      const shop = facts.shops.get(visit.merchant);
      const grid = shop && typeof shop !== 'string' ? shop.grid : null;
      const there = ended.filter((term) => !grid || term.grid === grid);
      if (!shop || there.length === 0) return { state: 'unknown' };
      const term = there.find(({ from, to }) => from <= visit.at && visit.at < to);
      if (!term) return refused('visits:refused.after-role');
      const round = visit.round ? (facts.rounds.get(visit.round) ?? null) : facts.open;
      const planned = decideVisit(visit, { shop, round, zone: mall.zone, now });
      if (planned.state !== 'planned') return planned;
      if (!writing.has(clientId)) writing.set(clientId, { coming: visit, term, planned });
      return { state: 'held' };
    });
    try {
      if (writing.size > 0) await writeHeld(doing, [...writing.values()]);
      return answers;
    } catch (error) {
      // The same phone twice at once: the second one finds them there.
      if (!isDuplicateKey(error) || tries === 6) throw error;
    }
  }
}

async function findHeld(mall: string, coming: readonly ComingVisit[]): Promise<Map<string, HeldVisit>> {
  const rows = await HeldVisits.find({ mall, clientId: { $in: coming.map(({ input }) => input.clientId) } }).lean();
  return new Map(rows.map((row) => [row.clientId, row]));
}

function answerOf({ state, words, why }: HeldVisit): Held {
  if (state === 'declined') return refused(why ?? 'visits:refused.held-declined');
  return { state: state === 'taken' && !words ? 'there' : 'held' };
}

/** On her own record: the shop has nothing that it couldn't read. */
async function writeHeld(doing: Doing, visits: readonly ToHold[]): Promise<void> {
  const { mall, actor, now } = doing;
  const role = visits[0]?.term.role ?? 'volunteer';
  const officers = (await officersOf(mall._id, now)).filter((account) => account !== actor.account);
  await runCommand({ name: 'visit:hold', mall: mall._id, actor, role, subject: `account:${actor.account}`, now }, async (tx) => {
    const first = !(await HeldVisits.exists({ mall: mall._id, author: actor.account, state: 'waiting' }).session(tx.session));
    const ids = await writeTexts(tx, visits.map(({ coming }) => ({ words: packHeld(coming), language: 'und', author: actor.account, subject: `shop:${coming.merchant}`, readers: [HELD_READER], confidential: true, eraseAt: draftErasedAt(now) })));
    await insertRows(tx, HeldVisits, visits.map((visit, at) => rowOf(tx, actor.account, visit, ids[at] ?? '')));
    if (first) await notify(tx, { accounts: officers, template: 'held-waiting', params: { person: actor.account }, link: `/m/${mall.slug}/${HELD_PAGE}`, author: actor.account, role });
    tx.changed('held');
    tx.publish({ type: 'visit:arrived', id: actor.account, version: 1, rooms: [`mall-officers:${mall._id}`] });
  });
}

function rowOf(tx: Tx, author: string, { coming, term, planned: { day, half, round } }: ToHold, words: string) {
  const { input, merchant, estimated = false } = coming;
  return { _id: newId(), mall: tx.mall, clientId: input.clientId, author, role: term.role, grid: term.grid, merchant, round, day, half, estimated, arrivedAt: tx.now, words, state: 'waiting' as const };
}
