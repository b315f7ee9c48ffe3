import { Memberships } from '#models/account.server.ts';
import { type HelpPlan, HelpPlans } from '#models/help-plan.server.ts';
import { Texts } from '#models/text.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { keptDays } from '#app/platform/mall-settings.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { writeText } from '#app/platform/texts.server.ts';
import { namesHere } from '#app/requests/names-here.server.ts';
import { namesSomebody } from '#app/requests/names-somebody.ts';
import { sideOf } from './policy.ts';
import { minutesOf, stepOf } from './rules.ts';
import type { Offer, PlanAct } from './schema.ts';

interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

const DAY = 24 * 3600_000;
const MOST_COUNCIL = 100;
export const readerOf = (id: string): string => `help-plan:${id}`;
export const textsOf = ({ missing, tasks, loans }: Pick<HelpPlan, 'missing' | 'tasks' | 'loans'>): string[] => [missing, ...[...tasks, ...loans].map(({ words }) => words)];
const roomsOf = (mall: string, office: string) => [`office:${office}`, `mall-officers:${mall}`];

/** @throws {Refusal} where nothing is offered, a day of return is missing or past, or words name a shop or person */
async function requireWhole(mall: KnownMall, { missing, tasks, loans }: Offer, today: string): Promise<void> {
  if (tasks.length + loans.length === 0) throw new Refusal('office:refused.plan-empty', 'task-1');
  for (const { row, until } of loans) if (!until || until < today) throw new Refusal('office:refused.plan-until', `until-${row}`);
  const names = await namesHere(mall._id);
  const said = [['missing', missing], ...tasks.map(({ row, words }) => [`task-${row}`, words]), ...loans.map(({ row, words }) => [`loan-${row}`, words])];
  const [field] = said.find(([, words]) => namesSomebody(words ?? '', { names })) ?? [];
  if (field) throw new Refusal('office:refused.plan-names', field);
}

/** An office offers a plan to a mall under it. The caller has found the mall by the office. @returns the plan's id @throws {Refusal} */
export async function offerPlan({ mall, actor, now }: Doing, office: string, offer: Offer, today: string): Promise<string> {
  if (sideOf(actor, { mall: mall._id, office }) !== 'office') throw notFound();
  await requireWhole(mall, offer, today);
  const id = newId();
  await runCommand({ name: 'help-plan:offer', mall: mall._id, actor, role: 'official', subject: 'none', target: id, now }, async (tx) => {
    const write = (words: string) => writeText(tx, { language: offer.language, words, author: actor.account, subject: 'mall', readers: [readerOf(id)] });
    const missing = await write(offer.missing);
    const tasks: HelpPlan['tasks'] = [];
    for (const { words, days } of offer.tasks) tasks.push({ id: newId(), words: await write(words), minutes: minutesOf(days) });
    const loans: HelpPlan['loans'] = [];
    for (const { words, kind, from, until } of offer.loans) loans.push({ id: newId(), kind, from, words: await write(words), until });
    await HelpPlans.create([{ _id: id, mall: mall._id, office, author: actor.account, missing, tasks, loans, state: 'offered', offeredAt: now, version: 1 }], { session: tx.session });
    await tellCouncil(tx, mall);
    tx.publish({ type: 'help-plan:offered', id, version: 1, rooms: roomsOf(mall._id, office) });
  });
  return id;
}

async function tellCouncil(tx: Tx, mall: KnownMall): Promise<void> {
  const rows = await Memberships.find({ mall: mall._id, kind: 'officer' }, { account: 1, post: 1, from: 1, to: 1 }, { session: tx.session }).limit(MOST_COUNCIL).lean();
  const council = rows.filter(({ post, from, to }) => post === 'council' && from <= tx.now && !(to && to <= tx.now));
  await notify(tx, { accounts: council.map(({ account }) => account), template: 'help-plan-offered', link: `/m/${mall.slug}/manage/help-plans` });
}

/** One act of either side. @throws a 404 Response for a plan that isn't the actor's, {Refusal} for an act that isn't her side's to do now */
export async function actOnPlan({ mall, actor, now }: Doing, act: PlanAct): Promise<void> {
  const plan = await HelpPlans.findOne({ mall: mall._id, _id: act.plan }).lean();
  const side = plan && sideOf(actor, plan);
  if (!plan || !side) throw notFound();
  const after = stepOf(plan, act, side, now);
  if (!after) throw new Refusal('form.changed-meanwhile');
  const answers = plan.state === 'offered';
  const role = side === 'office' ? 'official' : 'council';
  await runCommand({ name: answers ? 'help-plan:answer' : 'help-plan:act', mall: mall._id, actor, role, subject: 'none', target: plan._id, now }, async (tx) => {
    const { state, tasks, loans, answeredAt, endedAt } = after;
    const change = { state, tasks, loans, version: plan.version + 1, ...(answeredAt && { answeredAt }), ...(endedAt && { endedAt }), ...(answers && { answeredBy: actor.account }) };
    const { matchedCount } = await HelpPlans.updateOne({ mall: mall._id, _id: plan._id, version: plan.version }, { $set: change }, { session: tx.session });
    if (matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
    if (endedAt) await Texts.updateMany({ mall: mall._id, _id: { $in: textsOf(plan) } }, { $set: { eraseAt: new Date(now.getTime() + keptDays(mall, 'threads') * DAY) } }, { session: tx.session });
    tx.changed('state', ...(answers ? [] : ['tasks', 'loans']));
    tx.publish({ type: 'help-plan:changed', id: plan._id, version: plan.version + 1, rooms: roomsOf(mall._id, plan.office) });
  });
}
