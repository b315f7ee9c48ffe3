import { type Merchant, Merchants, openTenancies, type Tenancy, Tenancies } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { insertRows, type NewRow } from '#app/platform/insert.server.ts';
import { eraseTexts, type NewText, writeTexts } from '#app/platform/texts.server.ts';
import { meetOn } from '#app/platform/meeting.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { dropPlans } from '../booth-changes.server.ts';
import { contactKey } from '../contact-key.server.ts';
import { nameKeys, sliceOf } from '../name-keys.ts';
import { type Act, type ActKind, type PlannedRow, slotKey } from './plan.ts';

/** What only happens where the officer said yes to it. */
export const ASKED: readonly ActKind[] = ['move', 'replace'];

interface ShopNow {
  names: Localized;
  status: string;
  contact?: string;
}
/** The list as it is in this transaction, kept up to date row by row. */
interface Now {
  /** Open tenancy by place. */
  slots: Map<string, string>;
  open: Set<string>;
  shops: Map<string, ShopNow>;
}

interface Writes {
  ends: string[];
  merchants: NewRow<Merchant>[];
  tenancies: NewRow<Tenancy>[];
  sets: { id: string; $set: Record<string, unknown> }[];
  contacts: { id: string; text: NewText }[];
  erased: string[];
  closes: Set<string>;
}

async function readNow(tx: Tx, rows: readonly PlannedRow[]): Promise<Now> {
  const acts = rows.map(({ act }) => act);
  const units = [...new Set(acts.flatMap((act) => act.unit ?? []))];
  await meetOn(tx, Units, { mall: tx.mall, _id: { $in: units } });
  const [here, ending, shops] = [
    await openTenancies({ mall: tx.mall, unit: { $in: units } }, tx.session),
    (await Tenancies.find({ mall: tx.mall, _id: { $in: acts.flatMap((act) => act.ends ?? []) } }, { unit: 1, part: 1, to: 1 }, { session: tx.session }).lean()).filter((row) => !row.to),
    await Merchants.find({ mall: tx.mall, _id: { $in: acts.flatMap((act) => act.merchant ?? []) } }, { names: 1, status: 1, contact: 1 }, { session: tx.session }).lean(),
  ];
  return {
    slots: new Map([...here, ...ending].map(({ _id, unit, part = '' }) => [slotKey(unit, part), _id])),
    open: new Set([...here, ...ending].map(({ _id }) => _id)),
    shops: new Map(shops.map(({ _id, ...shop }) => [_id, shop])),
  };
}

/** Why a row can't be done after all; null when it can. */
function stopped(act: Act, part: string, now: Now, allowed: readonly string[]): string | null {
  if (ASKED.includes(act.kind) && !allowed.includes(act.kind)) return `not-allowed-${act.kind}`;
  const shop = now.shops.get(act.merchant ?? '');
  if (!act.isNew && shop?.status !== 'open') return 'changed-meanwhile';
  if (act.isNew && shop) return 'changed-meanwhile';
  if (act.unit && (now.slots.get(slotKey(act.unit, part)) ?? null) !== act.expects) return 'changed-meanwhile';
  return (act.ends ?? []).every((tenancy) => now.open.has(tenancy)) ? null : 'changed-meanwhile';
}

const contactText = (merchant: string, author: string, words: string): NewText => ({ language: 'und', words, author, subject: `shop:${merchant}`, readers: [`shop:${merchant}`] });

/** One row that can be done: into the list of writes, into `now`, and onto its shop's record. */
function doRow(tx: Tx, { row, act }: PlannedRow, now: Now, writes: Writes, author: string): void {
  const merchant = act.merchant!;
  const fields: string[] = [];
  if (act.isNew) {
    const { names, trade, wishedTime, contact } = row;
    writes.merchants.push({ _id: merchant, mall: tx.mall, names, trade: trade || 'other', status: 'open', nameKeys: nameKeys(names), slice: sliceOf(merchant), ...(wishedTime ? { wishedTime } : {}) });
    now.shops.set(merchant, { names, status: 'open' });
    if (contact) writes.contacts.push({ id: merchant, text: contactText(merchant, author, contact) });
    fields.push('names', 'trade', ...(wishedTime ? ['wishedTime'] : []), ...(contact ? ['contact'] : []));
  } else if (act.set && Object.keys(act.set).length > 0) {
    const { names, contact, ...plain } = act.set;
    const shop = now.shops.get(merchant)!;
    if (names) shop.names = { ...shop.names, ...names };
    writes.sets.push({ id: merchant, $set: { ...plain, ...(names ? { names: shop.names, nameKeys: nameKeys(shop.names) } : {}) } });
    if (contact) {
      writes.contacts.push({ id: merchant, text: contactText(merchant, author, contact) });
      if (shop.contact) writes.erased.push(shop.contact);
    }
    fields.push(...Object.keys(act.set));
  }
  for (const ended of act.ends ?? []) {
    writes.ends.push(ended);
    now.open.delete(ended);
    for (const [key, tenancy] of now.slots) if (tenancy === ended) now.slots.delete(key);
  }
  if (act.unit && act.begins) {
    writes.tenancies.push({ _id: act.begins, mall: tx.mall, merchant, unit: act.unit, from: tx.now, ...(row.part ? { part: row.part } : {}) });
    now.slots.set(slotKey(act.unit, row.part), act.begins);
    now.open.add(act.begins);
    fields.push('unit');
  }
  for (const closed of act.closes ?? []) writes.closes.add(closed);
  const name = act.isNew ? 'shop:add' : act.kind === 'move' || act.kind === 'replace' ? 'shop:move' : act.kind === 'booth' ? 'shop:give-booth' : 'shop:change';
  tx.also({ name, subject: `shop:${merchant}`, target: merchant, fields });
}

async function write(tx: Tx, writes: Writes): Promise<void> {
  const at = { mall: tx.mall };
  const { session } = tx;
  if (writes.ends.length > 0) await Tenancies.updateMany({ ...at, _id: { $in: writes.ends } }, { $set: { to: tx.now } }, { session });
  const texts = await writeTexts(tx, writes.contacts.map(({ text }) => text));
  const contacts = new Map(writes.contacts.map(({ id, text }, nth) => [id, { contact: texts[nth], ...phoneKey(tx.mall, text.words) }]));
  const fresh = new Set(writes.merchants.map(({ _id }) => _id));
  await insertRows(tx, Merchants, writes.merchants.map((shop) => ({ ...shop, ...contacts.get(shop._id) })));
  await insertRows(tx, Tenancies, writes.tenancies);
  const phones = [...contacts].filter(([id]) => !fresh.has(id)).map(([id, $set]) => ({ id, $set }));
  for (const { id, $set } of [...writes.sets, ...phones]) await Merchants.updateOne({ ...at, _id: id }, { $set }, { session });
  await eraseTexts(tx, writes.erased);
  await closeEmpty(tx, [...writes.closes]);
}

const phoneKey = (mall: string, phone: string): { contactKey?: string } => {
  const key = contactKey(mall, phone);
  return key ? { contactKey: key } : {};
};

/** Shops whose booths all went to others trade here no more. */
async function closeEmpty(tx: Tx, merchants: readonly string[]): Promise<void> {
  if (merchants.length === 0) return;
  const standing = await openTenancies({ mall: tx.mall, merchant: { $in: merchants } }, tx.session);
  const kept = new Set(standing.map((row) => row.merchant));
  const empty = merchants.filter((merchant) => !kept.has(merchant));
  await Merchants.updateMany({ mall: tx.mall, _id: { $in: empty } }, { $set: { status: 'closed' }, $unset: { askedForVisitAt: 1 } }, { session: tx.session });
  await dropPlans(tx, empty);
  for (const merchant of empty) tx.also({ name: 'shop:close', subject: `shop:${merchant}`, target: merchant, fields: ['status', 'unit'] });
}

/** Nothing to write for it. */
const isDone = ({ act }: PlannedRow): boolean => act.kind === 'bad' || act.kind === 'same';

/**
 * Does the rows of one part inside a transaction. A row whose shop or booth isn't as it was at the check, and a move that nobody
 * said yes to, becomes a bad row with its reason; the others are done whole.
 */
export async function applyRows(tx: Tx, rows: readonly PlannedRow[], { author, allowed }: { author: string; allowed: readonly string[] }): Promise<PlannedRow[]> {
  if (rows.every(isDone)) return [...rows];
  const now = await readNow(tx, rows);
  const writes: Writes = { ends: [], merchants: [], tenancies: [], sets: [], contacts: [], erased: [], closes: new Set() };
  const results = rows.map((planned): PlannedRow => {
    const { act } = planned;
    if (isDone(planned)) return planned;
    const reason = stopped(act, planned.row.part, now, allowed);
    if (reason) return { ...planned, act: { kind: 'bad', problems: [{ key: `roster:problem.${reason}` }] } };
    doRow(tx, planned, now, writes, author);
    return planned;
  });
  await write(tx, writes);
  return results;
}
