import { createHmac } from 'node:crypto';
import { Accounts } from '#models/account.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { type Recovery, Recoveries } from '#models/recovery.server.ts';
import { RequestEvents, Requests } from '#models/request.server.ts';
import { Ties } from '#models/tie.server.ts';
import { Visits } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { findAccount } from '#app/platform/actors.server.ts';
import { isApart } from '#app/platform/apart.server.ts';
import { hashingKey } from '#app/platform/keys.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';
import { gridsOf, membersShops, vouchRefused, type VouchFacts, type VouchNo } from './policy.ts';

/** How a recovery is found by the number that its person says; the number itself is stored nowhere. */
export const keyOfNumber = (number: string): string => createHmac('sha256', hashingKey('recovery-number')).update(number.replace(/\D/g, '')).digest('base64url');

/** Malls and shops of an account, as they are now. */
export async function placesOf(account: string, now: Date): Promise<{ malls: string[]; shops: { mall: string; merchant: string }[] }> {
  const memberships = (await findAccount(account, now))?.memberships ?? [];
  const malls = [...new Set(memberships.flatMap((membership) => ('mall' in membership ? [membership.mall] : [])))];
  const shops = memberships.flatMap((membership) => (membership.kind === 'owner' || membership.kind === 'staff' ? [{ mall: membership.mall, merchant: membership.merchant }] : []));
  return { malls, shops };
}

/** Something of the shop: a request held or worked on, ever. */
async function heldSomething(mall: string, merchant: string, account: string): Promise<boolean> {
  if (await Requests.exists({ mall, merchant, $or: [{ worker: account }, { 'holder.account': account }] })) return true;
  const ids = (await Requests.find({ mall, merchant }, { _id: 1 }).sort({ openedAt: -1 }).limit(2_000).lean()).map((row) => row._id);
  return (await RequestEvents.exists({ mall, request: { $in: ids }, actor: account })) !== null;
}

async function factsOf(actor: Actor, row: Recovery, now: Date): Promise<VouchFacts> {
  const { malls, shops } = await placesOf(row.account, now);
  const each = await Promise.all(
    shops.map(async ({ mall, merchant }) => ({
      visited: (await Visits.exists({ mall, merchant, author: actor.account })) !== null,
      holds: await heldSomething(mall, merchant, actor.account),
      tied: (await Ties.exists({ mall, merchant, account: actor.account })) !== null || (await isApart(mall, actor.account, merchant)),
    })),
  );
  const inSome = (what: 'visited' | 'holds' | 'tied') => each.some((facts) => facts[what]);
  return { account: row.account, malls, shops: shops.map(({ merchant }) => merchant), other: row.vouchers[0] ?? null, visited: inSome('visited'), holds: inSome('holds'), tied: inSome('tied') };
}

/** What somebody who was told a number sees of it: name and shops, and why she may not speak, if she may not. Null: no such number now. */
export async function findToVouch(actor: Actor, number: string, now: Date) {
  const row = await Recoveries.findOne({ codeKey: keyOfNumber(number), state: 'vouching', endsAt: { $gt: now } }).lean();
  if (!row) return null;
  const facts = await factsOf(actor, row, now);
  const refused: VouchNo | null = vouchRefused(actor, facts);
  if (refused === 'nobody-here') return null;
  const [person, merchants] = await Promise.all([
    Accounts.findOne({ _id: row.account }, { names: 1 }).lean(),
    Merchants.find({ mall: { $in: facts.malls }, _id: { $in: [...facts.shops] } }, { names: 1 }).setOptions({ dangerouslyAcrossMalls: true }).limit(20).lean(),
  ]);
  return { id: row._id, names: person?.names ?? {}, shops: merchants.map(({ names }) => names), refused, grids: gridsOf(actor, facts.malls), lost: row.lost, first: row.vouchers.length === 0 };
}

const OPEN = { $in: ['vouching', 'waiting'] as ('vouching' | 'waiting')[] };

/** Recoveries under way that the actor can stop: of herself, and of the members of her shops. */
export async function listToStop(actor: Actor, now: Date) {
  const shops = membersShops(actor);
  const rows = await Recoveries.find({ state: OPEN, endsAt: { $gt: now }, $or: [{ account: actor.account }, { shops: { $in: shops } }] }).limit(20).lean();
  const names = new Map((await Accounts.find({ _id: { $in: rows.map((row) => row.account) } }, { names: 1 }).lean()).map((row) => [row._id, row.names]));
  return rows.map(({ _id, account, state, way, endsAt }) => ({ id: _id, mine: account === actor.account, names: names.get(account) ?? {}, state, way, endsAt }));
}

const underWay = () => memoryOf<Pick<Recovery, 'account' | 'shops'>[]>('recoveries-waiting', ['recoveries']);

/** For the shell of every page: whether there is one. Few are under way in a whole house, so all pages share one question. */
export async function hasToStop(actor: Actor, now: Date): Promise<boolean> {
  const waiting = await underWay().get('house', () => Recoveries.find({ state: 'waiting', endsAt: { $gt: now } }, { account: 1, shops: 1 }).limit(5_000).lean());
  if (waiting.length === 0) return false;
  const shops = membersShops(actor);
  return waiting.some((row) => row.account === actor.account || row.shops.some((shop) => shops.includes(shop)));
}
