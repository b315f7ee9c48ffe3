import { Merchants } from '#models/merchant.server.ts';
import { type Visit, Visits } from '#models/visit.server.ts';
import { findShops, listRoster } from '#app/mall/queries.server.ts';
import type { HandoverSource } from '#app/mall/roles/handover.server.ts';
import { readAccounts } from '#app/platform/actors.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import { runCommand, TOO_LATE, unlessTooLate } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { letRead, stopReading } from '#app/platform/texts.server.ts';
import { VISITING, visits } from './policy.ts';
import { chaseOn, dueState } from './rules.ts';
import { openSealed, type SealedWish } from './sealed-wishes.server.ts';
import { findVisitables, ownersOf, recordLink } from './visitable.server.ts';

/** Whose it is to keep what was promised at a visit. */
export const keeperOf = ({ author, keeper }: Pick<Visit, 'author' | 'keeper'>): string => keeper ?? author;

/** Neither side has closed it: somebody still has to keep it. */
export const isOpen = (promise: Visit['promises'][number]): boolean => !['kept', 'not-kept'].includes(dueState(promise, promise.dueOn));

/** Where another visit of that day stands, its promises are nobody's to keep. */
export const standing = <V extends Pick<Visit, 'promises' | 'aside'>>(visit: V): V['promises'] => (visit.aside?.includes('promises') ? [] : visit.promises);

/** Visits whose open promises are hers to keep, in one grid. */
async function listKeeping(mall: string, account: string, grid: string): Promise<Visit[]> {
  const [own, taken] = await Promise.all([
    Visits.find({ mall, author: account, 'promises.0': { $exists: true } }).sort({ day: -1 }).limit(500).lean(),
    Visits.find({ mall, keeper: account }).sort({ day: -1 }).limit(500).lean(),
  ]);
  const rows = new Map([...own, ...taken].map((row) => [row._id, row]));
  return [...rows.values()].filter((row) => row.grid === grid && keeperOf(row) === account && standing(row).some(isOpen));
}

/**
 * Who keeps what was promised to a shop when its keeper goes: the successor, else the first of the grid's roles, and nobody who may
 * not visit there or whom the shop would rather not see.
 */
async function findKeeper(mall: KnownMall, visit: Visit, wanted: string | null, now: Date): Promise<string | null> {
  const shop = (await findShops(mall._id, [visit.merchant])).get(visit.merchant);
  const grid = shop?.grid?._id ?? visit.grid;
  const [roster, row] = await Promise.all([listRoster(mall._id, [grid], now), Merchants.findOne({ mall: mall._id, _id: visit.merchant }, { visitWish: 1 }).lean()]);
  const rank = (role: string) => (VISITING as readonly string[]).indexOf(role);
  const team = roster.filter(({ role }) => visits(role)).sort((a, b) => rank(a.role) - rank(b.role) || (a.account < b.account ? -1 : 1)).map(({ account }) => account);
  const not = (await openSealed<SealedWish>({ mall: mall._id }, [row?.visitWish])).get(row?.visitWish ?? '')?.not ?? [];
  const asked = [...new Set([...(wanted && team.includes(wanted) ? [wanted] : []), ...team])].filter((account) => account !== keeperOf(visit) && !not.includes(account));
  const known = await readAccounts(asked, now);
  for (const account of asked) {
    const memberships = known.get(account)?.memberships;
    if (!memberships) continue;
    const found = (await findVisitables({ mall, actor: { account, name: '', session: '', memberships }, now }, [visit.merchant])).get(visit.merchant);
    if (found && typeof found !== 'string') return account;
  }
  return null;
}

/**
 * Open promises of one visit pass to whoever keeps them now; she and the shop are told. Their words are hers to read, the
 * answered ones aren't. Where nobody of the grid may, they stay, and are handed on when they are due. @returns whether they moved
 */
export async function handOn(mall: KnownMall, visit: Visit, wanted: string | null, now: Date): Promise<boolean> {
  const to = await findKeeper(mall, visit, wanted, now);
  if (!to) return false;
  const owners = await ownersOf(mall._id, visit.merchant, now);
  const head = { name: 'visit:hand-over-promises', mall: mall._id, actor: { account: 'house' }, role: 'house', subject: `shop:${visit.merchant}`, target: visit._id, now };
  const handing = runCommand(head, async (tx) => {
    // Whoever keeps them now is reminded by herself, what was due before too.
    const promises = visit.promises.map((one) => {
      const { remindedAt: _reminded, ...rest } = one;
      return isOpen(one) ? rest : one;
    });
    const next = chaseOn(promises);
    const set = { keeper: to, promises, ...(next && { chaseOn: next }) };
    const { matchedCount } = await Visits.updateOne({ mall: mall._id, _id: visit._id, version: visit.version }, { $set: set, $inc: { version: 1 } }, { session: tx.session });
    if (matchedCount !== 1) throw TOO_LATE;
    const words = visit.promises.filter(isOpen).map(({ text }) => text);
    const readBy = [...words, ...(visit.contest ? [visit.contest] : [])];
    await letRead(tx, readBy, `account:${to}`);
    if (visit.keeper && visit.keeper !== visit.author) await stopReading(tx, readBy, `account:${visit.keeper}`);
    await notify(tx, { accounts: owners, template: 'promise-handed', params: { person: to, shop: visit.merchant }, link: recordLink(visit.merchant) });
    await notify(tx, { accounts: [to], template: 'promise-yours', params: { shop: visit.merchant }, link: `/m/${mall.slug}/visits` });
    tx.changed('keeper');
    tx.publish({ type: 'visit:answered', id: visit._id, version: visit.version + 1, rooms: [`shop:${visit.merchant}`, `account:${to}`, `account:${keeperOf(visit)}`] });
  });
  return unlessTooLate(handing);
}

/** What she promised in a grid and is open yet, for registries.server.ts. */
export const openPromises: HandoverSource = {
  id: 'promises',
  async count({ mall, from, grid, role }) {
    if (role === 'supervisor') return 0;
    return (await listKeeping(mall._id, from, grid)).reduce((sum, { promises }) => sum + promises.filter(isOpen).length, 0);
  },
  async move({ mall, from, grid, role, now }, to) {
    if (role === 'supervisor') return;
    for (const visit of await listKeeping(mall._id, from, grid)) await handOn(mall, visit, to, now);
  },
};
