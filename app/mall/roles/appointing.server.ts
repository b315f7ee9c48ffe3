import { LevelTerms, RoleTerms, type ShopsChoice } from '#models/account.server.ts';
import { type Appointment, Appointments } from '#models/appointment.server.ts';
import { Grids, Levels } from '#models/plan.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { isOfficer } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { findMallById, type KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { canAppoint } from '../policy.ts';
import { MY_ROLES } from './places.ts';
import { canAnswer, whyNotAppoint, whyNotDeputy } from './policy.ts';
import { requireHoldable } from './roles.server.ts';
import { ABSENCE_DAYS, spanOf, TERM_DAYS, whyNotSpan } from './rules.ts';
import type { DeputyInput, ProposeInput } from './schema.ts';
import { publishRoles, tellOfRole } from './telling.server.ts';
import { type AnyTerm, type Doing, findTerms, getRunningTerm, lasting } from './terms.server.ts';

/** Where the role is held: a grid's id for one of the five, a level's for a level head. */
export interface Place {
  grid?: string;
  level?: string;
}

type NewAppointment = Pick<Appointment, 'account' | 'role' | 'grid' | 'level' | 'from' | 'to' | 'way' | 'choice' | 'deputyOf'>;

/**
 * Asks somebody to take on a role for a term, as the council or because the grid's shops chose her. She holds nothing
 * until she accepts. @throws {Refusal} for oneself, officials over the mall, and what is held or asked already
 * @returns the appointment's id
 */
export async function propose(doing: Doing, place: Place, input: ProposeInput): Promise<string> {
  const { mall, actor, now } = doing;
  const no = whyNotAppoint(actor, mall._id, input.account);
  if (no) throw new Refusal(`roles:refused.${no}`, no === 'self' ? 'account' : 'form');
  const shops = await sizeOf(mall._id, place, input.role);
  const span = checkedSpan(spanOf(input, mall.zone, now), now, TERM_DAYS);
  const choice = input.way === 'shops' ? choiceOf(input, shops, dayIn(now, mall.zone)) : undefined;
  const { account, role, way } = input;
  return ask(doing, { account, role, ...place, ...span, way, choice });
}

function checkedSpan(span: { from: Date; to: Date }, now: Date, mostDays: number): { from: Date; to: Date } {
  const wrong = whyNotSpan(span, now, mostDays);
  if (wrong) throw new Refusal(`roles:refused.${wrong}`, wrong === 'in-the-past' && span.from < now ? 'from' : 'to');
  return span;
}

/** @returns how many shops are there. @throws a 404 Response for a place of another mall */
async function sizeOf(mall: string, { grid, level }: Place, role: ProposeInput['role']): Promise<number> {
  if ((role === 'level-head') !== Boolean(level)) throw new Refusal('form.not-a-choice', 'role');
  if (grid) {
    const found = await Grids.findOne({ mall, _id: grid, endedAt: { $exists: false } }, { shops: 1 }).lean();
    if (!found) throw notFound();
    return found.shops;
  }
  if (!(await Levels.exists({ mall, _id: level }))) throw notFound();
  const grids = await Grids.find({ mall, levels: level }, { shops: 1 }).lean();
  return grids.reduce((sum, one) => sum + one.shops, 0);
}

function choiceOf({ shops = 0, on = '', minutes = '' }: ProposeInput, all: number, today: string): ShopsChoice {
  if (shops > all) throw new Refusal({ key: 'roles:refused.more-than-shops', params: { count: all } }, 'shops');
  if (on > today) throw new Refusal('roles:refused.not-yet', 'on');
  return { shops, on, minutes };
}

/**
 * Asks a volunteer to stand in for somebody who is away. @throws {Refusal}
 * @param id the term of the person who is away; a 404 Response where this mall has none that runs
 */
export async function askDeputy(doing: Doing, id: string, input: DeputyInput): Promise<string> {
  const { mall, actor, now } = doing;
  const term = await getRunningTerm(mall._id, id, now);
  const volunteers = (await findTerms(mall._id, { account: input.account, ...lasting(now) })).some((held) => !held.deputyOf);
  const no = whyNotDeputy(actor, mall._id, term, { account: input.account, volunteers });
  if (no === 'not-yours') throw notFound();
  if (no || term.deputyOf) throw new Refusal(`roles:refused.${no ?? 'deputy-of-deputy'}`, 'account');
  const span = checkedSpan(spanOf(input, mall.zone, now), now, ABSENCE_DAYS);
  const to = new Date(Math.min(span.to.getTime(), term.to.getTime()));
  return ask(doing, { account: input.account, role: term.role, grid: term.grid, level: term.level, from: span.from, to, way: 'absence', deputyOf: id });
}

async function ask({ mall, actor, now }: Doing, wanted: NewAppointment): Promise<string> {
  const { account } = wanted;
  const role = isOfficer(actor, mall._id) ? 'officer' : 'volunteer';
  const name = wanted.deputyOf ? 'role:ask-deputy' : 'role:propose';
  return runCommand({ name, mall: mall._id, actor, role, subject: `account:${account}`, now }, async (tx) => {
    await requireHoldable(tx, account, 'volunteer', mall._id);
    await requireFree(tx, wanted);
    const id = newId();
    const fields = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as unknown as NewAppointment;
    await Appointments.create([{ _id: id, mall: mall._id, ...fields, by: actor.account, state: 'proposed' }], { session: tx.session });
    tx.about(id);
    tx.changed('role', 'from', 'to');
    await tellOfRole(tx, { accounts: [account], template: wanted.deputyOf ? 'role-deputy-asked' : 'role-proposed', person: wanted.deputyOf && actor.account, link: MY_ROLES, author: actor.account });
    publishRoles(tx, wanted, false);
    return id;
  });
}

const placeOf = ({ grid, level }: Place) => (grid ? { grid } : { level });

/** Neither held at that time nor asked for already; a renewal begins where the term before ends. */
async function requireFree(tx: Tx, wanted: NewAppointment, own?: string): Promise<void> {
  const same = { account: wanted.account, ...placeOf(wanted), ...(wanted.level ? {} : { role: wanted.role }) };
  const [held] = await findTerms(tx.mall, { ...same, to: { $gt: wanted.from }, from: { $lt: wanted.to } }, tx.session);
  if (held && (!held.deputyOf || wanted.deputyOf)) throw new Refusal('roles:refused.held-already', 'account');
  const open = { mall: tx.mall, ...same, state: 'proposed' as const, from: { $lt: wanted.to }, to: { $gt: wanted.from }, _id: { $ne: own } };
  if (await Appointments.exists(open).session(tx.session)) throw new Refusal('roles:refused.asked-already', 'account');
}

/** The council thinks better of it before she has answered. */
export async function takeBackAppointment({ mall, actor, now }: Doing, id: string): Promise<void> {
  const found = await Appointments.findOne({ mall: mall._id, _id: id }).lean();
  if (!found || !(canAppoint(actor, mall._id) || found.by === actor.account)) throw notFound();
  const head = { name: 'role:take-back', mall: mall._id, actor, role: 'officer', subject: `account:${found.account}`, target: id, now };
  await runCommand(head, async (tx) => {
    await settle(tx, found, 'taken-back');
    await tellOfRole(tx, { accounts: [found.account], template: 'role-taken-back', link: MY_ROLES, author: actor.account });
    publishRoles(tx, found, false);
  });
}

async function settle(tx: Tx, { _id, mall }: Appointment, state: Appointment['state']): Promise<void> {
  const { matchedCount } = await Appointments.updateOne({ mall, _id, state: 'proposed' }, { $set: { state, answeredAt: tx.now } }, { session: tx.session });
  if (matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
  tx.changed('state');
}

/** Her own appointment in any mall. @throws a 404 Response for anybody else's */
export async function getOwnAppointment(account: string, mall: string, id: string): Promise<Appointment> {
  const found = await Appointments.findOne({ mall, _id: id, account }).lean();
  if (!found) throw notFound();
  return found;
}

/** The mall in which she is asked, wherever it is. @throws a 404 Response for anybody else's appointment */
export async function getMallOfAppointment(account: string, id: string, now: Date): Promise<KnownMall> {
  const found = await Appointments.findOne({ _id: id, account }, { mall: 1 }).setOptions({ dangerouslyAcrossMalls: true }).lean();
  const mall = found && (await findMallById(found.mall, now));
  if (!mall) throw notFound();
  return mall;
}

/** "No" needs no reason, and none is stored. */
export async function declineAppointment({ mall, actor, now }: Doing, id: string): Promise<void> {
  const found = await getOwnAppointment(actor.account, mall._id, id);
  if (!canAnswer(actor, found)) throw new Refusal('form.changed-meanwhile');
  await runCommand({ name: 'role:decline', mall: mall._id, actor, role: 'self', subject: `account:${actor.account}`, target: id, now }, async (tx) => {
    await settle(tx, found, 'declined');
    await tellAsker(tx, found, 'role-declined', mall.slug);
    publishRoles(tx, found, false);
  });
}

function tellAsker(tx: Tx, found: Appointment, template: 'role-accepted' | 'role-declined', slug: string): Promise<void> {
  const link = found.grid ? `/m/${slug}/roster/${found.grid}` : `/m/${slug}/roster`;
  return tellOfRole(tx, { accounts: [found.by], template, person: found.account, link, author: found.account });
}

/**
 * Her yes makes the term, with the rights from its first moment. What could have changed since she was asked is looked
 * at again: offices, places, the absence itself. @throws {Refusal}
 */
export async function acceptAppointment({ mall, actor, now }: Doing, id: string): Promise<string> {
  const found = await getOwnAppointment(actor.account, mall._id, id);
  if (!canAnswer(actor, found)) throw new Refusal('form.changed-meanwhile');
  if (found.to <= now) throw new Refusal('roles:refused.too-late');
  return runCommand({ name: 'role:accept', mall: mall._id, actor, role: 'self', subject: `account:${actor.account}`, target: id, now }, async (tx) => {
    await requireHoldable(tx, actor.account, 'volunteer', mall._id);
    await requireThere(tx, found);
    await requireFree(tx, found, id);
    const away = found.deputyOf ? await stillAway(tx, found.deputyOf) : null;
    await settle(tx, found, 'accepted');
    const term = newId();
    const from = found.from > now ? found.from : now;
    const to = away && away.to < found.to ? away.to : found.to;
    const appointedBy = found.way === 'shops' ? 'shops' : found.by;
    const { account, choice, deputyOf } = found;
    const row = { _id: term, mall: mall._id, account, from, to, appointedBy, ...(choice && { choice }), ...(deputyOf && { deputyOf }) };
    if (found.level) await LevelTerms.create([{ ...row, level: found.level }], { session: tx.session });
    else await RoleTerms.create([{ ...row, grid: requirePlace(found), role: found.role as AnyTerm['role'] & Exclude<Appointment['role'], 'level-head'> }], { session: tx.session });
    tx.changed('role', 'from', 'to');
    await tellAsker(tx, found, 'role-accepted', mall.slug);
    if (away && away.account !== found.by) await tellOfRole(tx, { accounts: [away.account], template: 'role-accepted', person: account, link: MY_ROLES, author: account });
    publishRoles(tx, found, true);
    return term;
  });
}

/** Grids are dissolved and levels taken off the plan while somebody thinks about it. */
async function requireThere(tx: Tx, { grid, level }: Place): Promise<void> {
  const there = grid ? Grids.exists({ mall: tx.mall, _id: grid, endedAt: { $exists: false } }) : Levels.exists({ mall: tx.mall, _id: level });
  if (!(await there.session(tx.session))) throw new Refusal('roles:refused.too-late');
}

function requirePlace({ grid }: Appointment): string {
  if (!grid) throw notFound();
  return grid;
}

/** Whose place she takes: without that term there is nothing to stand in for. */
async function stillAway(tx: Tx, id: string): Promise<AnyTerm> {
  const [term] = await findTerms(tx.mall, { _id: id, ...lasting(tx.now) }, tx.session);
  if (!term) throw new Refusal('roles:refused.too-late');
  return term;
}
