import { type RequestRow, Requests } from '#models/request.server.ts';
import { type Memory, memoryOf } from '#app/platform/memory.server.ts';

/** What pages count and list of a person's own requests. Shared between pages: nobody changes it. */
export type OwnRow = Pick<RequestRow, '_id' | 'number' | 'stage' | 'title' | 'holder' | 'confidential' | 'requester' | 'other' | 'worker' | 'merchant' | 'openedAt' | 'closedAt'> & { updatedAt: Date };

const SHOWN = { number: 1, stage: 1, updatedAt: 1, title: 1, holder: 1, confidential: 1, requester: 1, other: 1, worker: 1, merchant: 1, openedAt: 1, closedAt: 1 } as const;
/** Of one account, newest first: which of them wait is no part of the question (docs/decisions/0063). */
const MOST_OWN = 500;
const MOST_INSIDE = 5_000;

const asked = () => memoryOf<readonly OwnRow[]>('requests-asked', ['requests']);
const sides = () => memoryOf<readonly OwnRow[]>('requests-other-side', ['requests']);
const inside = () => memoryOf<readonly OwnRow[]>('requests-inside', ['requests']);

/** Those of one account, together with the accounts of all other pages that ask in the same moment. */
async function ofAccount(memory: Memory<readonly OwnRow[]>, mall: string, field: 'requester' | 'other', account: string): Promise<readonly OwnRow[]> {
  const before = mall.length + 1;
  const read = async (keys: string[]) => {
    const accounts = keys.map((key) => key.slice(before));
    const rows = (await Requests.find({ mall, [field]: { $in: accounts } }, SHOWN).sort({ openedAt: -1 }).limit(MOST_OWN * accounts.length).lean()) as unknown as OwnRow[];
    const found = new Map<string, OwnRow[]>(accounts.map((one) => [`${mall} ${one}`, []]));
    for (const row of rows) {
      const own = found.get(`${mall} ${row[field]}`);
      if (own && own.length < MOST_OWN) own.push(row);
    }
    return found;
  };
  const key = `${mall} ${account}`;
  return (await memory.many([key], read, mall)).get(key) ?? [];
}

/** What she asked, newest first, at most 500. */
export const askedBy = (mall: string, account: string): Promise<readonly OwnRow[]> => ofAccount(asked(), mall, 'requester', account);

/** Matters between two in which she is the other side, newest first, at most 500. */
export const askedOf = (mall: string, account: string): Promise<readonly OwnRow[]> => ofAccount(sides(), mall, 'other', account);

/** What lies inside these shops and waits for their owners, newest first, at most twenty; every page of a mall shares one question. */
export async function insideShops(mall: string, shops: readonly string[]): Promise<readonly OwnRow[]> {
  if (shops.length === 0) return [];
  const read = async () => (await Requests.find({ mall, stage: 'with-shop' }, SHOWN).sort({ openedAt: -1 }).limit(MOST_INSIDE).lean()) as unknown as OwnRow[];
  return (await inside().get(mall, read)).filter(({ merchant }) => merchant !== undefined && shops.includes(merchant)).slice(0, MOST_IN_A_SHOP);
}
const MOST_IN_A_SHOP = 20;
