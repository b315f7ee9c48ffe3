import { Memberships } from '#models/account.server.ts';
import { Deliveries, type Notice, NoticeTolds } from '#models/notice.server.ts';
import { type GridCard, listGrids, listGridShops, type ShopCard } from '#app/mall/queries.server.ts';
import { gridsIn } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { isDuplicateKey, runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { merchantsOf } from './audiences.server.ts';
import type { Doing } from './commands.server.ts';
import { findNotices } from './known.server.ts';
import { isWalked } from './rules.ts';

export interface Walk {
  grids: { grid: GridCard; shops: Pick<ShopCard, 'merchant' | 'names' | 'unit'>[] }[];
}

async function getWalked({ mall, now }: Pick<Doing, 'mall' | 'now'>, id: string): Promise<Notice> {
  const notice = (await findNotices(mall._id, [id])).get(id);
  if (!notice || !isWalked(notice, now) || notice.audience.kind === 'accounts' || (notice.audience.kind === 'places' && (notice.audience.programs ?? []).length > 0)) throw notFound();
  return notice;
}

/**
 * Shops of the actor's own grids that are still to be told in person. Without a phone, not reached, not tapped: one state that
 * nobody can take apart, and whoever was told leaves it as whoever tapped does. No times, no counts, nothing once it is over.
 * @throws a 404 Response where nothing is walked, or she looks after no grid
 */
export async function getWalk({ mall, actor, now }: Doing, id: string): Promise<Walk> {
  const notice = await getWalked({ mall, now }, id);
  const own = gridsIn(actor, mall._id);
  if (own.length === 0) throw notFound();
  const grids = (await listGrids(mall._id)).filter((grid) => own.includes(grid._id));
  const meant = new Set(await merchantsOf(mall._id, notice.audience, notice.sentAt));
  const listed = await Promise.all(grids.map(async (grid) => ({ grid, shops: (await listGridShops(mall._id, grid._id)).filter(({ merchant }) => meant.has(merchant)) })));
  const done = await doneShops(mall._id, id, listed.flatMap(({ shops }) => shops.map(({ merchant }) => merchant)), notice.sentAt);
  return {
    grids: listed.map(({ grid: { _id, number, hue, weave }, shops }) => ({
      grid: { _id, number, hue, weave },
      shops: shops.filter(({ merchant }) => !done.has(merchant)).map(({ merchant, names, unit }) => ({ merchant, names, unit })),
    })),
  };
}

/** Shops that need nobody any more: a member tapped, or a volunteer told them. */
async function doneShops(mall: string, notice: string, merchants: readonly string[], at: Date): Promise<Set<string>> {
  const [members, told] = await Promise.all([
    Memberships.find({ mall, kind: { $in: ['owner', 'staff'] }, merchant: { $in: [...merchants] } }, { account: 1, merchant: 1, from: 1, to: 1 }).lean(),
    NoticeTolds.find({ mall, notice, merchant: { $in: [...merchants] } }, { merchant: 1 }).lean(),
  ]);
  const standing = members.filter(({ from, to }) => from <= at && !(to && to <= at));
  const deliveries = await Deliveries.find({ mall, notice, account: { $in: standing.map(({ account }) => account) } }, { account: 1, state: 1 }).lean();
  const tapped = new Set(deliveries.flatMap(({ account, state }) => (state === 'acknowledged' ? [account] : [])));
  return new Set([...told.map(({ merchant }) => merchant), ...standing.flatMap(({ account, merchant }) => (merchant && tapped.has(account) ? [merchant] : []))]);
}

/** Told at the counter. Twice is once; it shows on the shop's record. @throws a 404 Response for a shop that isn't on her list */
export async function tellInPerson(doing: Doing, id: string, merchant: string): Promise<void> {
  const { mall, actor, now } = doing;
  const { grids } = await getWalk(doing, id);
  if (!grids.some(({ shops }) => shops.some((shop) => shop.merchant === merchant))) {
    if (await NoticeTolds.exists({ mall: mall._id, notice: id, merchant })) return;
    throw notFound();
  }
  try {
    await runCommand({ name: 'notice:tell', mall: mall._id, actor, role: 'volunteer', subject: `shop:${merchant}`, target: id, now }, async (tx) => {
      await NoticeTolds.create([{ _id: newId(), mall: mall._id, notice: id, merchant }], { session: tx.session });
      tx.changed('told');
      // The list is what her grids' volunteers have open: none of them goes to the same door twice.
      tx.publish({ type: 'notice:walked', id, version: 0, rooms: grids.map(({ grid }) => `grid:${grid._id}`) });
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
