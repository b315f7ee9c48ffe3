import type { ClientSession } from 'mongoose';
import { Offers, type Round, Rounds } from '#models/visit.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { listGrids, levelsOf } from '#app/mall/queries.server.ts';
import { tradesOf } from '#app/mall/roster/trades.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { isDuplicateKey, runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { offersProgram, programsOn } from '#app/platform/mall-settings.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { addDays } from '../days.ts';
import { NEED_PROGRAMS } from '../form-limits.ts';
import { findListInForce } from '../questions/queries.server.ts';
import { canPlanRound } from '../policy.ts';
import { carryOutWishes } from '../round-commands.server.ts';
import type { Doing } from '../visitable.server.ts';
import { LIMITS, type RoundInput } from './schema.ts';
import { overlaps } from './scope.ts';
import { readScope } from './scope.server.ts';

/** Acts where no person does: a job of the house. */
const HOUSE = { account: 'house' };
const versionOf = (round: Pick<Round, 'version'>) => round.version ?? 1;
/** Rounds from before have no version of their own. */
const at = (version: number) => (version === 1 ? { version: { $in: [1, null] } } : { version });

/** Places and trades are this mall's own. @throws {Refusal} beside the list */
async function requireScope(mall: KnownMall, scope: RoundInput['scope']): Promise<void> {
  if (scope.kind === 'all') return;
  const known = {
    grids: async () => (await listGrids(mall._id)).map((grid) => grid._id),
    levels: async () => (await levelsOf(mall._id)).map((level) => level._id),
    trades: async () => tradesOf(mall).map((trade) => trade.key),
  };
  const there = new Set(await known[scope.kind]());
  if (!scope.ids.every((id) => there.has(id))) throw new Refusal('form.not-a-choice', scope.kind);
}

/** Questions are asked as they are published now, in the version that the officer chose from. @throws {Refusal} beside the list */
async function requireAsked({ mall, now }: Doing, asks: RoundInput['asks']): Promise<void> {
  if (!asks) return;
  const list = await findListInForce(mall, now);
  if (list?.version !== asks.version) throw new Refusal('questions:refused.changed', 'questions');
  const published = new Set(list.questions.map(({ id }) => id));
  if (!asks.questions.every((id) => published.has(id))) throw new Refusal('form.not-a-choice', 'questions');
}

/** Needs of a program that the mall doesn't offer lead nowhere. @throws {Refusal} beside the list */
function requireOffered(mall: KnownMall, needs: RoundInput['needs']): void {
  if (needs && !needs.every((program) => offersProgram(mall, program))) throw new Refusal('form.not-a-choice', 'needs');
}

/** One round at a time: a shop would not know which of two it is asked about. */
async function requireWindow(mall: string, window: { opensOn: string; closesOn: string }, { but, session }: { but?: string; session?: ClientSession } = {}): Promise<void> {
  if (window.closesOn < window.opensOn) throw new Refusal('visits:refused.ends-first', 'closesOn');
  if (window.closesOn > addDays(window.opensOn, LIMITS.days)) throw new Refusal({ key: 'visits:refused.too-long', params: { days: LIMITS.days } }, 'closesOn');
  const others = await Rounds.find({ mall, state: { $ne: 'finished' } }, { opensOn: 1, closesOn: 1, state: 1 }, { session }).lean();
  if (others.some((other) => other._id !== but && overlaps(other, window))) throw new Refusal('visits:refused.round-overlaps', 'opensOn');
}

/**
 * Everything a plan has to be. @returns how many shops the round would be for, now
 * @throws {Refusal} beside the field
 */
export async function checkRound(doing: Doing, { name, scope, opensOn, closesOn, asks, needs }: RoundInput): Promise<number> {
  const { mall, actor, now } = doing;
  if (!canPlanRound(actor, mall._id)) throw notFound();
  if (Object.keys(name).length === 0) throw new Refusal('form.required', 'name-zh');
  if (opensOn < dayIn(now, mall.zone)) throw new Refusal('visits:refused.past', 'opensOn');
  await requireWindow(mall._id, { opensOn, closesOn });
  await requireScope(mall, scope);
  await requireAsked(doing, asks);
  requireOffered(mall, needs);
  return (await readScope(mall._id, scope)).inScope;
}

/**
 * Plans a round; one that begins today opens at once.
 * @throws {Refusal} beside the field; nobody in scope
 * @returns its id
 */
export async function planRound(doing: Doing, input: RoundInput): Promise<string> {
  const { mall, actor, now } = doing;
  const inScope = await checkRound(doing, input);
  if (inScope === 0) throw new Refusal('visits:refused.nobody', input.scope.kind === 'all' ? 'scope' : input.scope.kind);
  const { name, purpose, scope, asks, needs = programsOn(mall, NEED_PROGRAMS), opensOn, closesOn } = input;
  for (let attempt = 0; ; attempt += 1) {
    const id = newId();
    try {
      await runCommand({ name: 'round:plan', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
        // Read again inside: of two who plan at once the later one meets the unique number, looks once more, and sees the other.
        await requireWindow(mall._id, { opensOn, closesOn }, { session: tx.session });
        const last = await Rounds.findOne({ mall: mall._id }, { number: 1 }).sort({ number: -1 }).session(tx.session).lean();
        await Rounds.create([{ _id: id, mall: mall._id, number: (last?.number ?? 0) + 1, name, purpose, scope, asks, needs, opensOn, closesOn, state: 'planned', inScope, version: 1 }], { session: tx.session });
        tx.publish({ type: 'round:planned', id, version: 1, rooms: [`mall-officers:${mall._id}`] });
      });
      await openDueRounds(mall, now);
      return id;
    } catch (error) {
      if (!isDuplicateKey(error) || attempt >= 3) throw error;
    }
  }
}

/** Opens what begins today or should have begun. Repeatable; while one is open the next waits. @returns rounds opened */
export async function openDueRounds(mall: Pick<KnownMall, '_id' | 'zone'>, now: Date): Promise<number> {
  const today = dayIn(now, mall.zone);
  const due = await Rounds.findOne({ mall: mall._id, state: 'planned', opensOn: { $lte: today }, closesOn: { $gte: today } }).sort({ opensOn: 1 }).lean();
  if (!due || (await Rounds.exists({ mall: mall._id, state: 'open' }))) return 0;
  const counted = await readScope(mall._id, due.scope);
  return runCommand({ name: 'round:open', mall: mall._id, actor: HOUSE, role: 'house', subject: 'none', target: due._id, now }, async (tx) => {
    const change = { $set: { state: 'open', ...counted, version: versionOf(due) + 1 } } as const;
    const { modifiedCount } = await Rounds.updateOne({ mall: mall._id, _id: due._id, state: 'planned' }, change, { session: tx.session });
    if (modifiedCount === 0) return 0;
    tx.changed('state', 'inScope');
    tx.publish({ type: 'round:opened', id: due._id, version: versionOf(due) + 1, rooms: [`mall:${mall._id}`] });
    return 1;
  });
}

/** Figures freeze, *met* as one sum for the whole mall. Twice is once. */
async function finish(mall: string, round: Pick<Round, '_id' | 'version'>, by: { actor: { account: string }; role: string; now: Date }): Promise<void> {
  await runCommand({ name: 'round:finish', mall, ...by, subject: 'none', target: round._id }, async (tx) => {
    const days = await Offers.aggregate<{ day: string; offered: number }>([
      { $match: { mall, round: round._id } },
      { $group: { _id: '$day', offered: { $sum: 1 } } },
      { $project: { _id: 0, day: '$_id', offered: 1 } },
      { $sort: { day: 1 } },
    ]).session(tx.session);
    const offered = days.reduce((sum, row) => sum + row.offered, 0);
    const met = await Offers.countDocuments({ mall, round: round._id, met: true }).session(tx.session);
    const change = { $set: { state: 'finished', finishedAt: by.now, days, figures: { offered, met }, version: versionOf(round) + 1 } } as const;
    await Rounds.updateOne({ mall, _id: round._id, state: 'open' }, change, { session: tx.session });
    tx.changed('state', 'days', 'figures');
    tx.publish({ type: 'round:finished', id: round._id, version: versionOf(round) + 1, rooms: [`mall:${mall}`] });
  });
}

/** An officer ends a round before its last day is over. Repeatable. */
export async function finishRound({ mall, actor, now }: Doing, id: string): Promise<void> {
  const round = await Rounds.findOne({ mall: mall._id, _id: id }).lean();
  if (!round || !canPlanRound(actor, mall._id)) throw notFound();
  if (round.state !== 'open') return;
  await carryOutWishes(mall, now, { all: true });
  await finish(mall._id, round, { actor, role: 'officer', now });
}

/** The day after its last one a round ends by itself. Repeatable. @returns rounds ended */
export async function finishDueRounds(mall: Pick<KnownMall, '_id' | 'zone'>, now: Date): Promise<number> {
  const due = await Rounds.find({ mall: mall._id, state: 'open', closesOn: { $lt: dayIn(now, mall.zone) } }, { version: 1 }).lean();
  if (due.length > 0) await carryOutWishes(mall, now, { all: true });
  for (const round of due) await finish(mall._id, round, { actor: HOUSE, role: 'house', now });
  return due.length;
}

/** Takes shops in and out of the open round as they opened, closed and moved (the rule: {@link countScope}). Repeatable. @returns whether anything changed */
export async function rescopeRound(mall: string, now: Date): Promise<boolean> {
  const round = await Rounds.findOne({ mall, state: 'open' }).lean();
  if (!round) return false;
  const counted = await readScope(mall, round.scope, round._id);
  if (counted.inScope === round.inScope && JSON.stringify([counted.places, counted.days]) === JSON.stringify([round.places, round.days])) return false;
  await runCommand({ name: 'round:rescope', mall, actor: HOUSE, role: 'house', subject: 'none', target: round._id, now }, async (tx) => {
    await Rounds.updateOne({ mall, _id: round._id, state: 'open' }, { $set: counted }, { session: tx.session });
    tx.changed('inScope', 'places', 'days');
    tx.publish({ type: 'coverage:moved', id: round._id, version: 1, rooms: [`mall-officers:${mall}`] });
  });
  return true;
}

async function getSeen({ mall, actor }: Doing, id: string, version: number): Promise<Round> {
  const round = await Rounds.findOne({ mall: mall._id, _id: id }).lean();
  if (!round || !canPlanRound(actor, mall._id)) throw notFound();
  if (versionOf(round) !== version) throw new Refusal('visits:refused.changed');
  return round;
}

/** Takes a planned round back before it opens. @throws {Refusal} when somebody changed it meanwhile, or it has opened */
export async function cancelRound(doing: Doing, id: string, version: number): Promise<void> {
  const { mall, actor, now } = doing;
  const round = await getSeen(doing, id, version);
  if (round.state !== 'planned') throw new Refusal('visits:refused.changed');
  await runCommand({ name: 'round:cancel', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
    const { deletedCount } = await Rounds.deleteOne({ mall: mall._id, _id: id, state: 'planned', ...at(version) }, { session: tx.session });
    if (deletedCount === 0) throw new Refusal('visits:refused.changed');
    tx.publish({ type: 'round:cancelled', id, version: version + 1, rooms: [`mall-officers:${mall._id}`] });
  });
}

/** Another last day, from today on. @throws {Refusal} beside the field, or when somebody changed it meanwhile */
export async function moveLastDay(doing: Doing, id: string, { closesOn, version }: { closesOn: string; version: number }): Promise<void> {
  const { mall, actor, now } = doing;
  const round = await getSeen(doing, id, version);
  if (round.state === 'finished') throw new Refusal('visits:refused.changed');
  if (closesOn < dayIn(now, mall.zone)) throw new Refusal('visits:refused.past', 'closesOn');
  await requireWindow(mall._id, { opensOn: round.opensOn, closesOn }, { but: id }).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal(error.reason, 'closesOn') : error;
  });
  await runCommand({ name: 'round:last-day', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
    const { modifiedCount } = await Rounds.updateOne({ mall: mall._id, _id: id, ...at(version) }, { $set: { closesOn, version: version + 1 } }, { session: tx.session });
    if (modifiedCount === 0) throw new Refusal('visits:refused.changed');
    tx.changed('closesOn');
    tx.publish({ type: 'round:changed', id, version: version + 1, rooms: [`mall:${mall._id}`] });
  });
}
