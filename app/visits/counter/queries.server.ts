import { CounterKeys } from '#models/counter-signature.server.ts';
import { Visits } from '#models/visit.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { drawQr } from '#app/mall/codes/qr.server.ts';
import type { QrDrawing } from '#app/mall/codes/qr-drawing.ts';
import { findShops, namesOf } from '#app/mall/queries.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { shortPayload } from './statement.ts';
import { canAnswerFor } from '../policy.ts';
import type { Doing } from '../visitable.server.ts';

export interface PhonesView {
  names: Localized;
  slug: string;
  phones: { id: string; owner: Localized; mine: boolean; since: Date }[];
}

/** @throws a 404 Response for a shop that she doesn't own */
export async function getPhones({ mall, actor }: Doing, merchant: string): Promise<PhonesView> {
  if (!canAnswerFor(actor, mall._id, merchant)) throw notFound();
  const [rows, shops] = await Promise.all([CounterKeys.find({ mall: mall._id, merchant }).sort({ createdAt: 1 }).limit(50).lean(), findShops(mall._id, [merchant])]);
  const names = await namesOf(rows.map(({ account }) => account));
  return {
    names: shops.get(merchant)?.names ?? {},
    slug: mall.slug,
    phones: rows.map(({ _id, account, createdAt }) => ({ id: _id, owner: names.get(account) ?? {}, mine: account === actor.account, since: createdAt })),
  };
}

/** What a volunteer's page shows for the shop's phone: of her own visits, as long as the shop hasn't answered. @throws a 404 Response for any other */
export async function getShownCode({ mall, actor }: Doing, id: string): Promise<{ names: Localized; code: string; qr: QrDrawing }> {
  const visit = await Visits.findOne({ mall: mall._id, _id: id, author: actor.account }).lean();
  if (!visit?.counter || visit.answer !== 'none') throw notFound();
  const shops = await findShops(mall._id, [visit.merchant]);
  return { names: shops.get(visit.merchant)?.names ?? {}, code: visit.counter, qr: drawQr(shortPayload(visit.merchant, visit.digest ?? visit.counter)) };
}

/** Of these shops those that have a phone which signs. */
export async function shopsThatSign(mall: string, merchants: readonly string[]): Promise<Set<string>> {
  const rows = await CounterKeys.find({ mall, merchant: { $in: [...merchants] } }, { merchant: 1 }).limit(2_000).lean();
  return new Set(rows.map(({ merchant }) => merchant));
}
