import { type Notice, Notices } from '#models/notice.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';

const known = () => memoryOf<Notice>('notices', ['notices']);

/** Notices by id; a mall-wide one is asked for by every page in the mall at once. Ids of another mall are simply missing. */
export async function findNotices(mall: string, ids: readonly string[]): Promise<Map<string, Notice>> {
  const before = mall.length + 1;
  const read = async (keys: string[]) => {
    const rows: Notice[] = await Notices.find({ mall, _id: { $in: keys.map((key) => key.slice(before)) } }).lean();
    return new Map(rows.map((row) => [`${mall} ${row._id}`, row]));
  };
  const found = await known().many(ids.map((id) => `${mall} ${id}`), read);
  return new Map([...found.values()].map((notice) => [notice._id, notice]));
}
