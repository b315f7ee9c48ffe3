import type { Localized } from '#models/mall.server.ts';
import { INSTALLATION } from '#models/audit.server.ts';
import { Ties } from '#models/tie.server.ts';
import { mergedInto } from '#app/mall/roster/doubles/queries.server.ts';
import { findShops, type ShopCard } from '#app/mall/queries.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { findMallById, type KnownMall } from '#app/platform/malls.server.ts';
import { findOwned, mallsAbout, recordsOf } from './policy.ts';
import { getShopRecord, type ShopRecord } from './shop-record.server.ts';
import { listLooks, listWrites, type LookCard, officeLooked, type Page, type WriteCard } from './writes.server.ts';

export interface PartCard {
  /** `me`, or the shop's id. */
  part: string;
  names: Localized;
  unit: string | null;
}

interface Shown {
  parts: PartCard[];
  part: string;
  zone: string;
  today: string;
  now: Date;
  writes: Page<WriteCard>;
  looks: LookCard[];
  officeLooked: boolean;
}
export interface MyPart extends Shown {
  kind: 'me';
  malls: { id: string; slug: string; name: Localized }[];
  ties: { mall: string; shop: ShopCard }[];
}
export interface ShopPart extends Shown {
  kind: 'shop';
  mall: string;
  slug: string;
  record: ShopRecord;
}

async function knownMalls(ids: readonly string[], now: Date): Promise<KnownMall[]> {
  return (await Promise.all(ids.map((id) => findMallById(id, now)))).filter((mall) => mall !== null);
}

/**
 * One part of "My record": the account's own, or that of a shop which she owns.
 * @throws a 404 Response for any other shop, her employer's included
 */
export async function getRecord(actor: Actor, part: string, page: number, now: Date): Promise<MyPart | ShopPart> {
  const parts = await listParts(actor);
  return part === 'me' ? getMine(actor, parts, page, now) : getShops(actor, parts, part, page, now);
}

async function listParts(actor: Actor): Promise<PartCard[]> {
  const owned = recordsOf(actor);
  const shops = await Promise.all([...new Set(owned.map((one) => one.mall))].map((mall) => findShops(mall, owned.filter((one) => one.mall === mall).map((one) => one.merchant))));
  const cards = shops.flatMap((found) => [...found.values()]).map(({ merchant, names, unit }) => ({ part: merchant, names, unit: unit?.number ?? null }));
  return [{ part: 'me', names: {}, unit: null }, ...cards];
}

async function getMine(actor: Actor, parts: PartCard[], page: number, now: Date): Promise<MyPart> {
  const malls = await knownMalls(mallsAbout(actor), now);
  const everywhere = [INSTALLATION, ...malls.map((mall) => mall._id)];
  const subject = [`account:${actor.account}`];
  const [writes, looks, office, ties] = await Promise.all([
    listWrites(everywhere, subject, actor.account, page),
    listLooks(everywhere, subject),
    officeLooked(everywhere, subject),
    Promise.all(malls.map((mall) => listTies(mall._id, actor.account))),
  ]);
  const zone = malls[0]?.zone ?? 'Asia/Urumqi';
  return {
    kind: 'me',
    part: 'me',
    parts,
    zone,
    today: dayIn(now, zone),
    now,
    writes,
    looks,
    officeLooked: office,
    malls: malls.map(({ _id, slug, name }) => ({ id: _id, slug, name })),
    ties: ties.flat(),
  };
}

async function listTies(mall: string, account: string): Promise<{ mall: string; shop: ShopCard }[]> {
  const rows = await Ties.find({ mall, account }, { merchant: 1 }).limit(100).lean();
  return [...(await findShops(mall, rows.map((row) => row.merchant))).values()].map((shop) => ({ mall, shop }));
}

async function getShops(actor: Actor, parts: PartCard[], merchant: string, page: number, now: Date): Promise<ShopPart> {
  const owned = findOwned(actor, merchant);
  const mall = owned && (await findMallById(owned.mall, now));
  if (!mall) throw notFound();
  const subject = [merchant, ...(await mergedInto(mall._id, merchant))].map((shop) => `shop:${shop}`);
  const [record, writes, looks, office] = await Promise.all([
    getShopRecord(mall, merchant, actor.account, now),
    listWrites([mall._id], subject, actor.account, page),
    listLooks([mall._id], subject),
    officeLooked([mall._id], subject),
  ]);
  return { kind: 'shop', mall: mall._id, part: merchant, parts, slug: mall.slug, zone: mall.zone, today: dayIn(now, mall.zone), now, record, writes, looks, officeLooked: office };
}
