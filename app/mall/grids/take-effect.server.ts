import { RoleTerms } from '#models/account.server.ts';
import { Appointments } from '#models/appointment.server.ts';
import { type GridPlan, GridPlans } from '#models/grid-plan.server.ts';
import { Malls } from '#models/mall.server.ts';
import { Grids, Units } from '#models/plan.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { defineJob } from '#app/platform/jobs.server.ts';
import { inEveryMall, type KnownMall } from '#app/platform/malls.server.ts';
import { MY_ROLES } from '../roles/places.ts';
import { tellOfRole } from '../roles/telling.server.ts';
import { changeOf } from './change.ts';
import { gridChangeSources } from './change-source.server.ts';
import { outcomeIn } from './commands.server.ts';
import { endSpans } from './keep-grids.server.ts';
import type { Outcome, OutcomeGrid } from './outcome.ts';
import { unitsByGrid } from './partition.ts';
import { type FullSituation, readSituation } from './situation.server.ts';

const BATCH = 500;
const HOUSE = { account: 'house' };
const head = (mall: string, plan: string, now: Date) => ({ name: 'grids:take-effect', mall, actor: HOUSE, role: 'house', subject: 'none', target: plan, now });

/**
 * Carries out whatever is due: plans whose day has come, and first grids that a killed process left half written. Repeatable;
 * run by two processes at once it is done once. @returns plans that took effect
 */
export async function takeDueEffect(mall: KnownMall, now: Date): Promise<number> {
  const due = { mall: mall._id, $or: [{ state: 'filling' as const }, { state: 'planned' as const, effectOn: { $lte: dayIn(now, mall.zone) } }] };
  const plans = await GridPlans.find(due, { state: 1 }).sort({ _id: 1 }).limit(20).lean();
  let done = 0;
  for (const { _id, state } of plans) {
    if (state === 'filling') await fillUnits(mall._id, _id);
    if (await takeEffect(mall, _id, now)) done += 1;
  }
  return done;
}

/**
 * First grids: booths are written in batches with ids of grids that aren't there yet, so that nothing shows; the last small
 * transaction of {@link takeEffect} makes the grids. Killed in between, it is simply begun again.
 */
async function fillUnits(mall: string, id: string): Promise<void> {
  const plan = await GridPlans.findOne({ mall, _id: id, state: 'filling' }).lean();
  if (!plan) return;
  const outcome = outcomeIn(await readSituation(mall), plan);
  for (const { id: grid, units } of outcome.grids) {
    for (let at = 0; at < units.length; at += BATCH) {
      await Units.updateMany({ mall, _id: { $in: units.slice(at, at + BATCH) }, grid: { $ne: grid } }, { $set: { grid } });
    }
  }
}

/** Everything in one transaction: booths, grids, what other rooms store, role terms, history, news. @returns whether it was done now */
async function takeEffect(mall: KnownMall, id: string, now: Date): Promise<boolean> {
  return runCommand(head(mall._id, id, now), async (tx) => {
    const { session } = tx;
    const plan = await GridPlans.findOne({ mall: tx.mall, _id: id, state: { $in: ['planned', 'filling'] } }, null, { session }).lean();
    if (!plan) return false;
    await Malls.updateOne({ _id: tx.mall }, { $inc: { version: 1 } }, { session });
    const situation = await readSituation(tx.mall, session);
    const outcome = outcomeIn(situation, plan);
    await moveUnits(tx, situation, outcome);
    await writeGrids(tx, situation, outcome);
    await endTerms(tx, outcome);
    const change = changeOf(plan, outcome, situation.shopsIn);
    if (plan.state === 'planned') {
      for (const source of gridChangeSources()) await source.move?.(tx, mall, change);
      for (const source of gridChangeSources()) await source.tell?.(tx, mall, change, 'in-effect');
    }
    await finish(tx, plan, outcome);
    return true;
  });
}

async function finish(tx: Tx, plan: GridPlan, outcome: Outcome): Promise<void> {
  const numbers = new Map(outcome.grids.map((grid) => [grid.id, grid.number]));
  const grids = plan.grids.map((grid) => ({ ...grid, ...(numbers.has(grid.id) && { number: numbers.get(grid.id)! }) }));
  const done = { state: 'in-effect' as const, grids, endedAt: tx.now, version: plan.version + 1 };
  await GridPlans.updateOne({ mall: tx.mall, _id: plan._id, version: plan.version }, { $set: done }, { session: tx.session });
  tx.changed('state', 'grid');
  tx.publish({ type: 'mall:changed', id: tx.mall, version: 0, rooms: [`mall:${tx.mall}`] });
}

/** Booths change hands, and who answered for them until now is remembered. A half-written first time has written most of it. */
async function moveUnits(tx: Tx, { ground, partition }: FullSituation, { moved }: Outcome): Promise<void> {
  const rows = moved.map(({ unit }) => ground.units.get(unit)).filter((row) => row !== undefined);
  await endSpans(tx, rows.filter(({ _id }) => partition.has(_id)).map(({ _id, ...unit }) => ({ ...unit, id: _id, grid: partition.get(_id) })));
  const target = new Map(moved.filter(({ unit, to }) => ground.units.get(unit)?.grid !== to).map(({ unit, to }) => [unit, to]));
  for (const [grid, units] of unitsByGrid(target)) {
    await Units.updateMany({ mall: tx.mall, _id: { $in: units } }, { $set: { grid } }, { session: tx.session });
  }
}

const shown = ({ hue, weave, levels, shops }: OutcomeGrid) => ({ hue, weave, levels, shops });

async function writeGrids(tx: Tx, { live }: FullSituation, { grids, ended }: Outcome): Promise<void> {
  const { mall, session } = tx;
  const fresh = grids.filter(({ isNew }) => isNew);
  if (fresh.length > 0) {
    const rows = fresh.map((grid) => ({ _id: grid.id, mall, number: grid.number, ...shown(grid), ...apartOf(grid), createdAt: tx.now, updatedAt: tx.now }));
    await Grids.insertMany(rows, { session, timestamps: false });
  }
  for (const grid of grids.filter(({ isNew, id }) => !isNew && live.some((one) => one.id === id))) {
    const { apart } = apartOf(grid);
    await Grids.updateOne({ mall, _id: grid.id }, apart ? { $set: { ...shown(grid), apart } } : { $set: shown(grid), $unset: { apart: 1 } }, { session });
  }
  if (ended.length > 0) await Grids.updateMany({ mall, _id: { $in: ended.map(({ id }) => id) } }, { $set: { endedAt: tx.now, shops: 0 } }, { session });
}

/** A grid that fell apart since it was planned, because the plan of the mall was changed, is marked for the officers. */
const apartOf = ({ parts, apart }: OutcomeGrid) => (parts > 1 ? { apart: apart ?? ('map-changed' as const) } : {});

/** Nobody looks after a grid that is no more, and nobody is asked to: who did is told when the term is settled, who was asked at once. */
async function endTerms(tx: Tx, { ended }: Outcome): Promise<void> {
  if (ended.length === 0) return;
  const grids = { $in: ended.map(({ id }) => id) };
  const asked = { mall: tx.mall, grid: grids, state: 'proposed' as const };
  const thinking = await Appointments.find(asked, { account: 1 }, { session: tx.session }).limit(5_000).lean();
  await Appointments.updateMany(asked, { $set: { state: 'taken-back', answeredAt: tx.now } }, { session: tx.session });
  for (const account of new Set(thinking.map((one) => one.account))) await tellOfRole(tx, { accounts: [account], template: 'role-taken-back', link: MY_ROLES });
  const open = { mall: tx.mall, grid: grids, to: { $gt: tx.now } };
  const terms = await RoleTerms.find(open, { account: 1 }, { session: tx.session }).limit(5_000).lean();
  await RoleTerms.updateMany(open, { $set: { to: tx.now } }, { session: tx.session });
  for (const account of new Set(terms.map((term) => term.account))) tx.publish({ type: 'memberships:changed', id: account, version: 0, rooms: [`account:${account}`] });
}

export function registerGridJobs(): void {
  defineJob({
    name: 'grids:take-effect',
    every: '1 minute',
    run: (_, now) => inEveryMall(now, (mall) => takeDueEffect(mall, now), 'a change of grids could not take effect and is tried again'),
  });
}
