import { Appointments } from '#models/appointment.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { writeText } from '#app/platform/texts.server.ts';
import { MY_ROLES } from './places.ts';
import { canHandOver, endsAs } from './policy.ts';
import { daysLater } from './rules.ts';
import { settleTerm } from './settling.server.ts';
import { publishRoles, tellOfRole } from './telling.server.ts';
import { type AnyTerm, changeTerm, type Doing, findTerms, getRunningTerm, holding, lasting } from './terms.server.ts';

/** So long the successor reads the note, in days. */
const NOTE_DAYS = 30;

export interface Handing {
  /** Account of somebody who works in the same grid; without one the open work goes back to whoever stands on the rung. */
  successor?: string;
  /** About the work. Read by the successor and its author only, for 30 days. */
  note?: string;
}
export interface Ending extends Handing {
  /** Needed from the council; the person reads it, nobody else. */
  reason?: string;
  /** Language that note and reason are written in. */
  language: string;
}

/** Ends a term before its day: the person hers, the council another's with a reason. Takes effect at once, deputies included. */
export async function endTerm(doing: Doing, id: string, { reason, language, ...handing }: Ending): Promise<void> {
  const { mall, actor, now } = doing;
  const term = await getRunningTerm(mall._id, id, now);
  const as = endsAs(actor, mall._id, term);
  if (!as) throw notFound();
  if (as === 'council' && !reason) throw new Refusal('form.required', 'reason');
  await requireSuccessor(doing, term, handing);
  const name = as === 'self' ? 'role:lay-down' : 'role:end';
  await runCommand({ name, mall: mall._id, actor, role: as === 'self' ? 'self' : 'officer', subject: `account:${term.account}`, target: id, now }, async (tx) => {
    const over = { to: now, endedBy: as };
    const words = as === 'council' && reason ? await writeText(tx, { language, words: reason, author: actor.account, subject: `account:${term.account}`, readers: [`account:${term.account}`] }) : undefined;
    if (words) tx.because(words);
    const handed = await handedTo(tx, doing, term, handing, language);
    const left = handing.successor ? {} : { $unset: { successor: 1 } };
    const ended = await changeTerm(term, lasting(now), { $set: { ...over, ...handed, ...(words && { reason: words }) }, ...left }, tx.session);
    if (!ended) throw new Refusal('form.changed-meanwhile');
    tx.changed('to', ...Object.keys(handed));
    if (as === 'council') await tellOfRole(tx, { accounts: [term.account], template: 'role-ended-early', link: MY_ROLES, author: actor.account });
    publishRoles(tx, term, true);
    await endDeputies(tx, term, as);
  });
  await settleTerm(mall, id, now);
}

/** Nobody stands in for somebody who is gone. */
async function endDeputies(tx: Tx, term: AnyTerm, endedBy: 'self' | 'council'): Promise<void> {
  const deputies = await findTerms(tx.mall, { deputyOf: term._id, ...lasting(tx.now) }, tx.session);
  for (const deputy of deputies) {
    await changeTerm(deputy, lasting(tx.now), { $set: { to: tx.now, endedBy } }, tx.session);
    publishRoles(tx, deputy, true);
  }
  const asked = { mall: tx.mall, deputyOf: term._id, state: 'proposed' as const };
  const open = await Appointments.find(asked, { account: 1 }, { session: tx.session }).lean();
  await Appointments.updateMany(asked, { $set: { state: 'taken-back', answeredAt: tx.now } }, { session: tx.session });
  await tellOfRole(tx, { accounts: deputies.map((one) => one.account), template: 'role-ended', link: MY_ROLES });
  await tellOfRole(tx, { accounts: open.map((one) => one.account), template: 'role-taken-back', link: MY_ROLES });
}

/** Hands the open work over and stays in the role. @throws {Refusal} for somebody who doesn't work in that grid */
export async function handOver(doing: Doing, id: string, { language, ...handing }: Handing & { successor: string; language: string }): Promise<void> {
  const { mall, actor, now } = doing;
  const term = await getRunningTerm(mall._id, id, now);
  if (!canHandOver(actor, mall._id, term)) throw notFound();
  await requireSuccessor(doing, term, handing);
  const role = term.account === actor.account ? 'self' : 'officer';
  await runCommand({ name: 'role:hand-over', mall: mall._id, actor, role, subject: `account:${term.account}`, target: id, now }, async (tx) => {
    const handed = await handedTo(tx, doing, term, handing, language);
    if (!(await changeTerm(term, lasting(now), { $set: handed }, tx.session))) throw new Refusal('form.changed-meanwhile');
    tx.changed(...Object.keys(handed));
    publishRoles(tx, term, false);
  });
  await settleTerm(mall, id, now);
}

/** The successor is told, and reads the note that is about her work. */
async function handedTo(tx: Tx, { actor, now }: Doing, term: AnyTerm, { successor, note }: Handing, language: string): Promise<{ successor?: string; note?: string }> {
  if (!successor) return {};
  const readers = [`account:${successor}`, `account:${actor.account}`];
  const text = note && (await writeText(tx, { language, words: note, author: actor.account, subject: `account:${successor}`, readers, eraseAt: daysLater(now, NOTE_DAYS) }));
  await tellOfRole(tx, { accounts: [successor], template: 'role-handed-over', person: term.account, link: MY_ROLES, author: actor.account });
  publishRoles(tx, { account: successor }, false);
  return { successor, ...(text && { note: text }) };
}

async function requireSuccessor({ mall, now }: Doing, { account, grid }: AnyTerm, { successor }: Handing): Promise<void> {
  if (!successor) return;
  const team = grid ? await listSuccessors(mall._id, grid, account, now) : [];
  if (!team.includes(successor)) throw new Refusal('form.not-a-choice', 'successor');
}

/** Who works in the grid now, besides her: supervisors watch and take no work over. */
export async function listSuccessors(mall: string, grid: string, besides: string, now: Date): Promise<string[]> {
  const team = await findTerms(mall, { grid, role: { $ne: 'supervisor' }, account: { $ne: besides }, ...holding(now) });
  return [...new Set(team.map((one) => one.account))];
}
