import { Takeovers } from '#models/takeover.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { newId } from '#app/platform/ids.ts';
import { type Ground, type GroundShop, readGround, stopsOf } from './ground.server.ts';
import { findOpenRound } from './offering.server.ts';
import { visitingRole } from './policy.ts';
import { nextWhoMay } from './sharing.ts';
import type { Doing } from './visitable.server.ts';

/** Shops taken over in one tap. */
const AT_ONCE = 3;

/** A shop of her part goes to the next of the grid who may visit it; why isn't asked. @throws {Refusal} when there is none */
export async function handOver(doing: Doing, merchant: string): Promise<void> {
  const ground = await readGround(doing, await findOpenRound(doing.mall._id));
  const shop = stopsOf(ground, doing.actor.account).find((stop) => stop.merchant === merchant);
  if (!shop || !ground.round) throw notFound();
  const team = ground.volunteers.get(shop.grid?._id ?? '') ?? [];
  const to = nextWhoMay(team, team.indexOf(doing.actor.account) + 1, (one) => one !== doing.actor.account && ground.may(one, merchant));
  if (!to) throw new Refusal('visits:refused.nobody-else');
  await swap(doing, ground.round._id, [shop], to);
}

/** She has time: the next shops along the aisles that are another's part become hers. @throws {Refusal} when nothing is left */
export async function takeOver(doing: Doing): Promise<void> {
  const { actor } = doing;
  const ground = await readGround(doing, await findOpenRound(doing.mall._id));
  const shops = ground.round ? leftToOthers(ground, actor.account).slice(0, AT_ONCE) : [];
  if (!ground.round || shops.length === 0) throw new Refusal('visits:refused.nothing-left');
  await swap(doing, ground.round._id, shops, actor.account);
}

function leftToOthers(ground: Ground, account: string): GroundShop[] {
  const others = [...new Set(ground.parts.values())].filter((one): one is string => one !== null && one !== account);
  const theirs = new Set(others.flatMap((one) => stopsOf(ground, one).map((shop) => shop.merchant)));
  return ground.shops.filter(({ merchant }) => theirs.has(merchant) && ground.may(account, merchant));
}

async function swap({ mall, actor, now }: Doing, round: string, shops: readonly GroundShop[], account: string): Promise<void> {
  const [first, ...rest] = shops;
  const grid = first?.grid?._id ?? '';
  const head = { name: 'visit:swap', mall: mall._id, actor, role: visitingRole(actor, mall._id, grid) ?? 'volunteer', subject: `shop:${first?.merchant}`, now };
  await runCommand(head, async (tx) => {
    for (const { merchant } of shops) await putTakeover(tx, { round, merchant, account });
    for (const { merchant } of rest) tx.also({ name: 'visit:swap', subject: `shop:${merchant}`, fields: ['account'] });
    tx.changed('account');
    tx.publish({ type: 'visit:swapped', id: round, version: 1, rooms: [`grid:${grid}`] });
  });
}

async function putTakeover(tx: Tx, { round, merchant, account }: { round: string; merchant: string; account: string }): Promise<void> {
  const key = { mall: tx.mall, round, merchant };
  const { matchedCount } = await Takeovers.updateOne(key, { $set: { account } }, { session: tx.session });
  if (matchedCount === 0) await Takeovers.create([{ _id: newId(), ...key, account }], { session: tx.session });
}
