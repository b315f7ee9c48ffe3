import { type Delivery, Deliveries, type Notice, Notices } from '#models/notice.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';

const known = () => memoryOf<Notice>('notices', ['notices']);

/** Notices by id; a mall-wide one is asked for by every page in the mall at once. Ids of another mall are simply missing. */
export async function findNotices(mall: string, ids: readonly string[]): Promise<Map<string, Notice>> {
  const before = mall.length + 1;
  const read = async (keys: string[]) => {
    const rows: Notice[] = await Notices.find({ mall, _id: { $in: keys.map((key) => key.slice(before)) } }).lean();
    return new Map(rows.map((row) => [`${mall} ${row._id}`, row]));
  };
  const found = await known().many(ids.map((id) => `${mall} ${id}`), read, mall);
  return new Map([...found.values()].map((notice) => [notice._id, notice]));
}

const asking = () => memoryOf<readonly Pick<Delivery, 'notice' | 'order'>[]>('asking', ['deliveries']);
const MOST_ASKING = 200;

/** What wants a tap of this account and hasn't had it, newest first; a notice that no longer holds is among it. Shared: nobody changes it. */
export async function findAsking(mall: string, account: string): Promise<readonly Pick<Delivery, 'notice' | 'order'>[]> {
  const before = mall.length + 1;
  const read = async (keys: string[]) => {
    const accounts = keys.map((key) => key.slice(before));
    const rows = await Deliveries.find({ mall, asks: true, account: { $in: accounts }, state: { $ne: 'acknowledged' } }, { account: 1, notice: 1, order: 1 }).sort({ order: -1 }).limit(MOST_ASKING * accounts.length).lean();
    const found = new Map<string, (typeof rows)[number][]>(accounts.map((one) => [`${mall} ${one}`, []]));
    for (const row of rows) found.get(`${mall} ${row.account}`)?.push(row);
    return found;
  };
  const key = `${mall} ${account}`;
  return (await asking().many([key], read, mall)).get(key) ?? [];
}
