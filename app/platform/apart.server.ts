import { Aparts } from '#models/apart.server.ts';
import { notFound } from './authorise.server.ts';

/** Whether somebody is kept away from a shop now: nothing of it opens to her, as if it weren't there. */
export async function isApart(mall: string, account: string, merchant: string): Promise<boolean> {
  return (await Aparts.find({ mall, account, merchant }, { endedAt: 1 }).lean()).some(({ endedAt }) => !endedAt);
}

/** Shops from which she is kept away now; usually none. */
export async function apartFrom(mall: string, account: string): Promise<string[]> {
  const rows = await Aparts.find({ mall, account }, { merchant: 1, endedAt: 1 }).lean();
  return [...new Set(rows.flatMap(({ merchant, endedAt }) => (merchant && !endedAt ? [merchant] : [])))];
}

/** @throws a 404 Response where she is kept away from one of the shops now */
export async function unlessApart(mall: string, account: string, merchants: readonly string[]): Promise<void> {
  const apart = await apartFrom(mall, account);
  if (merchants.some((merchant) => apart.includes(merchant))) throw notFound();
}

/** Whom each of the shops isn't to be looked after by now. */
export async function apartOf(mall: string, merchants: readonly string[]): Promise<Map<string, string[]>> {
  const rows = merchants.length > 0 ? await Aparts.find({ mall, merchant: { $in: [...merchants] } }, { merchant: 1, account: 1, endedAt: 1 }).lean() : [];
  const found = new Map<string, string[]>();
  for (const { merchant, account, endedAt } of rows) if (merchant && !endedAt) found.set(merchant, [...(found.get(merchant) ?? []), account]);
  return found;
}
