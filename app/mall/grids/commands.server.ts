import { GridPlans, type GridPlan, type PlannedGrid, type PlannedMove } from '#models/grid-plan.server.ts';
import { Malls } from '#models/mall.server.ts';
import type { GridApart } from '#models/plan.server.ts';
import { dayIn, daysBetween } from '#app/i18n/zone-days.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { meetOn } from '#app/platform/meeting.server.ts';
import { changeOf } from './change.ts';
import { gridChangeSources, type GridNews } from './change-source.server.ts';
import { matchGrids, type Outcome, outcomeOf } from './outcome.ts';
import { proposeGrids } from './propose.ts';
import { FARTHEST_DAYS, MOST_MOVED, OPEN_STATES, type PlanStep, readNumbers, STEPS, unexplained, whyNotPlan } from './rules.ts';
import { apartField, type PlanStepInput, type StartInput } from './schema.ts';
import { type FullSituation, readSituation } from './situation.server.ts';

export interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}
/** Stands for "a new grid" where a grid is chosen. */
export const NEW_GRID = 'new';

const head = (name: string, { mall, actor, now }: Doing, target: string) => ({ name, mall: mall._id, actor, role: 'officer', subject: 'none', target, now });
const published = (tx: Tx, id: string, version: number) => tx.publish({ type: 'grids:planned', id, version, rooms: [`mall-officers:${tx.mall}`] });

/** The plan that is being drawn up or waits for its day; a mall has one at most. */
export async function findOpenPlan(mall: string): Promise<GridPlan | null> {
  return GridPlans.findOne({ mall, state: { $in: [...OPEN_STATES] } }).sort({ _id: 1 }).lean();
}

/** @throws a 404 Response */
export async function getPlan(mall: string, id: string): Promise<GridPlan> {
  const plan = await GridPlans.findOne({ mall, _id: id }).lean();
  if (!plan) throw notFound();
  return plan;
}

function proposed(situation: FullSituation, input: Exclude<StartInput, { way: 'hand' }>): Pick<GridPlan, 'moves' | 'grids'> {
  const { booths, neighbours, shops, partition, live } = situation;
  const wish = input.way === 'grids' ? { grids: input.grids } : { shops: input.shops };
  const { grids } = proposeGrids({ booths, neighbours, shops }, wish);
  const ids = matchGrids(grids.map(({ units }) => units), partition, live.map(({ id }) => id), newId);
  const there = new Set(live.map(({ id }) => id));
  return {
    moves: grids.flatMap(({ units }, at) => units.flatMap((unit): PlannedMove[] => (partition.get(unit) === ids[at] ? [] : [{ unit, to: ids[at]! }]))),
    grids: ids.flatMap((id): PlannedGrid[] => (there.has(id) ? [] : [{ id }])),
  };
}

/** By hand from what there is; a mall without grids begins with everything in one. */
function byHand({ booths, live }: FullSituation): Pick<GridPlan, 'moves' | 'grids'> {
  if (live.length > 0) return { moves: [], grids: [] };
  const id = newId();
  return { moves: booths.map((booth) => ({ unit: booth.id, to: id })), grids: [{ id }] };
}

/** Begins a plan of grids, proposed or as things are. @throws {Refusal} while another one is open, without any booth */
export async function startPlan(doing: Doing, input: StartInput): Promise<string> {
  const { mall, actor } = doing;
  const id = newId();
  const situation = await readSituation(mall._id);
  if (situation.booths.length === 0) throw new Refusal('grids:refused.no-booths');
  const drawn = input.way === 'hand' ? byHand(situation) : proposed(situation, input);
  await runCommand(head('grids:start-plan', doing, id), async (tx) => {
    await requireOnly(tx);
    await GridPlans.create([{ _id: id, mall: mall._id, state: 'draft', ...drawn, author: actor.account, version: 1 }], { session: tx.session });
    published(tx, id, 1);
  });
  return id;
}

/** Two who begin at once meet on the mall: the later sees the earlier's plan. */
async function requireOnly(tx: Tx): Promise<void> {
  await meetOn(tx, Malls, { _id: tx.mall });
  const open = await GridPlans.findOne({ mall: tx.mall, state: { $in: [...OPEN_STATES] } }, { _id: 1 }, { session: tx.session }).lean();
  if (open) throw new Refusal('grids:refused.open-plan');
}

async function openPlan(tx: Tx, id: string, step: PlanStep, version: number): Promise<GridPlan> {
  const plan = await GridPlans.findOne({ mall: tx.mall, _id: id }, null, { session: tx.session }).lean();
  if (!plan) throw notFound();
  if (plan.version !== version) throw new Refusal('form.changed-meanwhile');
  if (!STEPS[plan.state].includes(step)) throw new Refusal('grids:refused.not-now');
  return plan;
}

async function store(tx: Tx, { _id, version }: GridPlan, change: Partial<GridPlan>): Promise<void> {
  const { matchedCount } = await GridPlans.updateOne({ mall: tx.mall, _id, version }, { $set: { ...change, version: version + 1 } }, { session: tx.session });
  if (matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
  tx.changed(...Object.keys(change));
  published(tx, _id, version + 1);
}

/** One step of an officer with a plan. @throws a 404 Response for another mall's, {@link Refusal} otherwise */
export async function takeStep(doing: Doing, id: string, input: PlanStepInput): Promise<void> {
  switch (input.step) {
    case 'move':
      return runCommand(head('grids:move', doing, id), async (tx) => store(tx, await openPlan(tx, id, 'change', input.version), await moved(tx, id, input)));
    case 'plan':
      return runCommand(head('grids:plan', doing, id), (tx) => setDate(tx, doing, id, input));
    case 'take-back':
      return runCommand(head('grids:take-back', doing, id), async (tx) => {
        const plan = await openPlan(tx, id, 'take-back', input.version);
        await store(tx, plan, { state: 'draft' });
        await tell(tx, doing.mall, plan, 'cancelled');
      });
    case 'give-up':
      return runCommand(head('grids:give-up', doing, id), async (tx) => {
        const plan = await openPlan(tx, id, 'give-up', input.version);
        await store(tx, plan, { state: 'cancelled', endedAt: doing.now });
        if (plan.state === 'planned') await tell(tx, doing.mall, plan, 'cancelled');
      });
  }
}

async function moved(tx: Tx, id: string, input: Extract<PlanStepInput, { step: 'move' }>): Promise<Partial<GridPlan>> {
  const plan = await GridPlans.findOne({ mall: tx.mall, _id: id }, null, { session: tx.session }).lean();
  if (!plan) throw notFound();
  const situation = await readSituation(tx.mall, tx.session);
  const here = input.level ? situation.booths.filter(({ level }) => level === input.level) : situation.booths;
  const written = readNumbers(input.numbers, here as typeof situation.ground.booths);
  if (written.unknown.length > 0) throw new Refusal({ key: 'grids:refused.no-such-booth', params: { words: written.unknown.slice(0, 5).join(' ') } }, 'numbers');
  const there = new Set(situation.booths.map((booth) => booth.id));
  const units = [...new Set([...input.units, ...written.units])].filter((unit) => there.has(unit));
  if (units.length === 0) throw new Refusal('grids:refused.nothing-picked', 'unit');
  const known = [...situation.live, ...plan.grids].map((grid) => grid.id);
  if (input.to !== NEW_GRID && !known.includes(input.to)) throw new Refusal('form.not-a-choice', 'to');
  const to = input.to === NEW_GRID ? newId() : input.to;
  const fresh = new Set(units);
  const moves = [...plan.moves.filter(({ unit }) => !fresh.has(unit)), ...units.flatMap((unit) => (situation.partition.get(unit) === to ? [] : [{ unit, to }]))];
  return { moves, grids: input.to === NEW_GRID ? [...plan.grids, { id: to }] : plan.grids };
}

/** The plan's grids with a reason for each that is in several parts, and has been given one. */
function explained(planned: readonly PlannedGrid[], outcome: Outcome, apart: Readonly<Record<string, GridApart>>): PlannedGrid[] {
  const split = outcome.grids.flatMap(({ id, parts }) => (parts > 1 && apart[id] ? [{ ...planned.find((grid) => grid.id === id), id, apart: apart[id] }] : []));
  return [...planned.filter(({ id }) => !split.some((grid) => grid.id === id)), ...split];
}

/** The outcome of a plan on the mall as it is now. */
export function outcomeIn(situation: FullSituation, plan: Pick<GridPlan, 'moves' | 'grids'>): Outcome {
  return outcomeOf(situation, plan, situation.given);
}

async function setDate(tx: Tx, { mall, now }: Doing, id: string, input: Extract<PlanStepInput, { step: 'plan' }>): Promise<void> {
  const plan = await openPlan(tx, id, 'plan', input.version);
  const situation = await readSituation(tx.mall, tx.session);
  const first = situation.live.length === 0;
  const today = dayIn(now, mall.zone);
  const day = first ? today : input.day;
  if (!day) throw new Refusal('form.required', 'day');
  const ahead = daysBetween(today, day);
  if (Number.isNaN(ahead)) throw new Refusal('form.not-a-date', 'day');
  if (ahead < 0) throw new Refusal('grids:refused.past', 'day');
  if (ahead > FARTHEST_DAYS) throw new Refusal('grids:refused.too-far', 'day');
  const grids = explained(plan.grids, outcomeIn(situation, plan), input.apart);
  const outcome = outcomeIn(situation, { ...plan, grids });
  const no = whyNotPlan(outcome, situation.live);
  if (no) throw new Refusal({ key: `grids:refused.${no}`, params: { max: MOST_MOVED } }, no === 'unexplained' ? apartField(unexplained(outcome.grids)[0]!.id) : 'form');
  await store(tx, plan, { state: first ? 'filling' : 'planned', grids, effectOn: day });
  if (!first) await tell(tx, mall, { ...plan, grids, effectOn: day }, 'planned', situation);
}

/** Tells everybody of the grids that give or take, through the rooms that know how. */
async function tell(tx: Tx, mall: KnownMall, plan: GridPlan, news: GridNews, known?: FullSituation): Promise<void> {
  const situation = known ?? (await readSituation(tx.mall, tx.session));
  const change = changeOf(plan, outcomeIn(situation, plan), situation.shopsIn);
  for (const source of gridChangeSources()) await source.tell?.(tx, mall, change, news);
}
