import { Accounts } from '#models/account.server.ts';
import { type Invitation, Invitations } from '#models/invitation.server.ts';
import { Malls } from '#models/mall.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { Offices } from '#models/office.server.ts';
import { findShops, namesOf, type ShopCard } from '#app/mall/queries.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { wakersGrids } from './commands.server.ts';
import { canWake, confirmsAs } from './policy.ts';
import { minutesAwake, type SlipState, slipState } from './rules.ts';
import { hashCode } from './slip-code.server.ts';

/** A slip by the number on it; of this mall only. */
export async function findSlip(mall: string | undefined, number: string): Promise<Invitation | null> {
  return Invitations.findOne({ number, mall }).lean();
}

/** A sleeping slip by its code, for whoever may wake it: her own phone has scanned it. */
export async function findSleeping(code: string, actor: Actor, now: Date): Promise<Invitation | null> {
  const slip = await Invitations.findOne({ codeHash: hashCode(code) }).lean();
  return slip && slipState(slip, now) === 'sleeping' && canWake(actor, slip) ? slip : null;
}

/** The slip that a browser has exchanged its code for, while it lives. */
export async function findAwake(id: string | null, now: Date): Promise<Invitation | null> {
  const slip = id ? await Invitations.findOne({ _id: id }).lean() : null;
  return slip && slipState(slip, now) === 'awake' ? slip : null;
}

/** What somebody is about to join, in words: her shop and mall, or the office. */
export async function whatFor({ as, mall, merchant, office }: Invitation): Promise<{ as: Invitation['as']; mall: Localized; place: Localized; slug: string | null }> {
  const row = mall ? await Malls.findOne({ _id: mall }, { name: 1, slug: 1 }).lean() : null;
  const shop = mall && merchant ? (await findShops(mall, [merchant])).get(merchant) : undefined;
  const body = office ? await Offices.findOne({ _id: office }, { name: 1 }).lean() : null;
  return { as, mall: row?.name ?? {}, place: shop?.names ?? body?.name ?? {}, slug: row?.slug ?? null };
}

export interface CounterSlip {
  number: string;
  as: Invitation['as'];
  state: SlipState | 'confirmed';
  shop: ShopCard | null;
  person: Localized | null;
  minutes: number;
  can: { wake: boolean; confirm: boolean };
}

/** What a volunteer at the counter reads of a slip whose number she typed: shop and, once used, the name; both stand on the paper and beside her. */
export async function getCounterSlip(actor: Actor, mall: KnownMall, number: string, now: Date): Promise<CounterSlip | null> {
  const slip = await findSlip(mall._id, number);
  if (!slip || !slip.merchant || (slip.as !== 'owner' && slip.as !== 'staff')) return null;
  const state = slipState(slip, now);
  const [shop, person, wokenGrids] = await Promise.all([
    findShops(mall._id, [slip.merchant]),
    slip.usedBy ? Accounts.findOne({ _id: slip.usedBy }, { names: 1 }).lean() : null,
    wakersGrids(slip, now),
  ]);
  return {
    number,
    as: slip.as,
    state: slip.confirmedAt ? 'confirmed' : state,
    shop: shop.get(slip.merchant) ?? null,
    person: person?.names ?? null,
    minutes: slip.wokenAt ? minutesAwake(slip.wokenAt, now) : 0,
    can: {
      wake: state === 'sleeping' && canWake(actor, slip),
      confirm: state === 'used' && !slip.confirmedAt && confirmsAs(actor, { ...slip, wokenGrids }) !== null,
    },
  };
}

export interface SlipCard {
  id: string;
  number: string;
  as: Invitation['as'];
  merchant: string | null;
  state: SlipState;
  minutes: number;
  madeAt: Date;
}

const card = (slip: Invitation, now: Date): SlipCard => ({
  id: slip._id,
  number: slip.number,
  as: slip.as,
  merchant: slip.merchant ?? null,
  state: slipState(slip, now),
  minutes: slip.wokenAt ? minutesAwake(slip.wokenAt, now) : 0,
  madeAt: slip.createdAt,
});

const OPEN = { usedAt: { $exists: false }, endedAt: { $exists: false } };

/** Slips that may still be used, newest first. At most a hundred. */
export async function listOpenSlips(where: Partial<Pick<Invitation, 'mall' | 'as' | 'merchant' | 'partner' | 'office'>>, now: Date): Promise<SlipCard[]> {
  const rows = await Invitations.find({ ...where, ...OPEN, expiresAt: { $gt: now } }).sort({ _id: -1 }).limit(100).lean();
  return rows.map((row) => card(row, now)).filter(({ state }) => state !== 'over');
}

/** Slips of those who come to work for the association. */
export const WORK_SLIPS = ['officer', 'volunteer'] as const;

export interface WorkSlip extends SlipCard {
  as: (typeof WORK_SLIPS)[number];
  by: string;
}

/** Those of a mall that may still be used, newest first, with who made each: somebody else wakes it. At most a hundred. */
export async function listWorkSlips(mall: string, now: Date): Promise<WorkSlip[]> {
  const rows = await Invitations.find({ mall, as: { $in: WORK_SLIPS }, ...OPEN, expiresAt: { $gt: now } }).sort({ _id: -1 }).limit(100).lean();
  return rows.map((row) => ({ ...card(row, now), as: row.as as WorkSlip['as'], by: row.by })).filter(({ state }) => state !== 'over');
}

/** Whom a volunteer's slip gave an account of late: the role is asked of her by her name. At most fifty. */
export async function listNewcomers(mall: string, now: Date): Promise<{ id: string; names: Localized; since: Date }[]> {
  const rows = await Invitations.find({ mall, as: 'volunteer', usedAt: { $exists: true }, expiresAt: { $gt: now } }, { usedBy: 1, usedAt: 1 }).sort({ _id: -1 }).limit(50).lean();
  const names = await namesOf(rows.flatMap((row) => row.usedBy ?? []));
  return rows.map(({ _id, usedBy = '', usedAt }) => ({ id: _id, names: names.get(usedBy) ?? {}, since: usedAt ?? now }));
}

/** The number that somebody who waits shows to a second person; null when she needs nobody. */
export async function waitingNumber(account: string, mall: string): Promise<string | null> {
  const slip = await Invitations.findOne({ usedBy: account, mall, as: 'owner', confirmedAt: { $exists: false } }, { number: 1 }).sort({ _id: -1 }).lean();
  return slip?.number ?? null;
}
