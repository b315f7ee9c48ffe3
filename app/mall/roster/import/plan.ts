import type { Localized } from '#app/i18n/languages.ts';
import type { Reason } from '#app/platform/refusal.ts';
import { isSameShop, wholeKey } from '../name-keys.ts';
import type { Cells, ReadResult, ShopRow } from './read-row.ts';

export interface KnownShop {
  names: Localized;
  trade: string;
  wishedTime: string;
  /** Hash of the phone; absent where none is known. */
  contactKey?: string;
}
export interface Slot {
  tenancy: string;
  merchant: string;
}
/** The list of shops as a plan sees it: open tenancies and open shops only. */
export interface Roster {
  /** Units by number; two of one number can't be told apart. */
  units: ReadonlyMap<string, readonly string[]>;
  /** By `slotKey`. */
  slots: ReadonlyMap<string, Slot>;
  shops: ReadonlyMap<string, KnownShop>;
}

export type ActKind = 'new' | 'change' | 'booth' | 'move' | 'replace' | 'same' | 'bad';
export interface Act {
  kind: ActKind;
  merchant?: string;
  isNew?: boolean;
  unit?: string;
  /** Id of the tenancy that begins. */
  begins?: string;
  /** Tenancy that is in the place now, as the plan saw it; null: the place is free by then. */
  expects?: string | null;
  /** Tenancies that end. */
  ends?: string[];
  /** Shops that have no booth left and close. */
  closes?: string[];
  /** Fields of a shop that is there: only those that change. */
  set?: { names?: Localized; trade?: string; wishedTime?: string; contact?: string };
  problems?: Reason[];
}
interface Decided {
  row: ShopRow;
  act: Act;
}
export interface PlannedRow extends Decided {
  /** As they were written, for giving the row back. */
  cells: Cells;
}

export const slotKey = (unit: string, part: string): string => `${unit}|${part}`;
const unitOf = (key: string): string => key.slice(0, key.indexOf('|'));

/** More shops of one name than this can't be told apart by it. */
const MANY = 20;

interface Means {
  newId: () => string;
  contactKey: (phone: string) => string | undefined;
}

const wholes = (names: Localized): string[] => Object.values(names).flatMap((name) => (name ? [wholeKey(name)] : []));

/** The list as it will be, changed row by row as the plan goes on. */
class Draft {
  readonly slots: Map<string, Slot>;
  readonly shops: Map<string, KnownShop>;
  private readonly byName = new Map<string, Set<string>>();
  private readonly places = new Map<string, Set<string>>();
  constructor(roster: Roster) {
    this.slots = new Map(roster.slots);
    this.shops = new Map();
    for (const [id, shop] of roster.shops) this.put(id, shop);
    for (const [key, { merchant }] of roster.slots) this.placesOf(merchant).add(key);
  }
  put(id: string, shop: KnownShop): void {
    this.shops.set(id, shop);
    for (const key of wholes(shop.names)) this.byName.set(key, (this.byName.get(key) ?? new Set()).add(id));
  }
  placesOf(merchant: string): Set<string> {
    const known = this.places.get(merchant) ?? new Set<string>();
    this.places.set(merchant, known);
    return known;
  }
  named(names: Localized): string[] {
    const keys = wholes(names);
    const found = new Set(keys.flatMap((key) => [...(this.byName.get(key) ?? [])]));
    return [...found].filter((id) => wholes(this.shops.get(id)!.names).some((key) => keys.includes(key)));
  }
  give(key: string, slot: Slot): void {
    this.slots.set(key, slot);
    this.placesOf(slot.merchant).add(key);
  }
  /** @returns the tenancy that ends */
  take(key: string): Slot | undefined {
    const slot = this.slots.get(key);
    this.slots.delete(key);
    if (slot) this.placesOf(slot.merchant).delete(key);
    return slot;
  }
}

const bad = (row: ShopRow, ...problems: Reason[]): Decided => ({ row, act: { kind: 'bad', problems } });
const problem = (key: string, params?: Reason['params']): Reason => ({ key: `roster:problem.${key}`, ...(params ? { params } : {}) });

/**
 * What each row of a file would do to the list of shops, in the file's order. Matched by booth, then by name. Pure, and such that
 * the same file on the resulting list changes nothing.
 */
export function planRows(read: readonly ReadResult[], roster: Roster, means: Means): PlannedRow[] {
  const draft = new Draft(roster);
  const claims = claimsOf(read, roster);
  const touched = new Map<string, number>();
  const displaced = new Map<string, Act>();
  const inUnit = new Map<string, Claim[]>();
  for (const [place, claim] of claims) inUnit.set(unitOf(place), [...(inUnit.get(unitOf(place)) ?? []), claim]);
  const planned = read.map((result) => ({ cells: result.cells, ...planRow(result, { draft, roster, claims, inUnit, touched, displaced, means }) }));
  for (const [merchant, act] of displaced) {
    if (draft.placesOf(merchant).size === 0) act.closes = [...(act.closes ?? []), merchant];
  }
  return planned;
}

interface Claim {
  line: number;
  names: Localized;
}
/** Which line of the file speaks of which place: the first one does. */
function claimsOf(read: readonly ReadResult[], roster: Roster): Map<string, Claim> {
  const claims = new Map<string, Claim>();
  for (const { row, problems } of read) {
    const units = roster.units.get(row.booth) ?? [];
    if (problems.length > 0 || units.length !== 1) continue;
    const key = slotKey(units[0]!, row.part);
    if (!claims.has(key)) claims.set(key, { line: row.line, names: row.names });
  }
  return claims;
}

interface Planning {
  draft: Draft;
  roster: Roster;
  claims: ReadonlyMap<string, Claim>;
  inUnit: ReadonlyMap<string, readonly Claim[]>;
  /** Shops that a row has spoken of, and which. */
  touched: Map<string, number>;
  displaced: Map<string, Act>;
  means: Means;
}

function planRow({ row, problems }: ReadResult, planning: Planning): Decided {
  if (problems.length > 0) return bad(row, ...problems);
  const { draft, roster, claims, touched, means } = planning;
  const units = roster.units.get(row.booth) ?? [];
  if (units.length === 0) return bad(row, problem('no-such-booth'));
  if (units.length > 1) return bad(row, problem('two-booths'));
  const unit = units[0]!;
  const key = slotKey(unit, row.part);
  const first = claims.get(key)?.line ?? row.line;
  if (first !== row.line) return bad(row, problem('twice', { line: first }));
  const beside = (planning.inUnit.get(unit) ?? []).find((claim) => claim.line < row.line && wholes(claim.names).some((name) => wholes(row.names).includes(name)));
  if (beside) return bad(row, problem('there-already', { line: beside.line }));

  const there = draft.slots.get(key);
  const tenant = there && draft.shops.get(there.merchant);
  const contact = row.contact ? means.contactKey(row.contact) : undefined;
  if (there && tenant && (isSameShop(row.names, tenant.names) || (contact !== undefined && contact === tenant.contactKey))) {
    const set = changeOf(row, there.merchant, tenant, contact, planning);
    if ('line' in set) return bad(row, problem('conflict', { line: set.line }));
    return { row, act: { kind: Object.keys(set).length > 0 ? 'change' : 'same', merchant: there.merchant, set } };
  }

  const act: Act = { kind: there ? 'replace' : 'new', unit, begins: means.newId(), expects: there?.tenancy ?? null, ends: [] };
  const merchant = knownByName(row, contact, planning);
  const shop = merchant === undefined ? undefined : draft.shops.get(merchant);
  if (merchant !== undefined && shop) {
    const own = [...draft.placesOf(merchant)];
    const unclaimed = unclaimedOf(merchant, planning);
    const inHere = own.find((place) => unitOf(place) === unit);
    if (inHere !== undefined && !unclaimed.includes(inHere)) return bad(row, problem('there-already', { line: claims.get(inHere)?.line ?? row.line }));
    const set = changeOf(row, merchant, shop, contact, planning);
    if ('line' in set) return bad(row, problem('conflict', { line: set.line }));
    const leaves = inHere ?? unclaimed[0];
    if (leaves !== undefined) act.ends!.push(draft.take(leaves)!.tenancy);
    if (!there) act.kind = leaves === undefined ? 'booth' : 'move';
    Object.assign(act, { merchant, set });
  } else {
    const id = means.newId();
    draft.put(id, { names: row.names, trade: row.trade || 'other', wishedTime: row.wishedTime, contactKey: contact });
    touched.set(id, row.line);
    Object.assign(act, { merchant: id, isNew: true });
  }
  if (there) {
    draft.take(key);
    act.ends!.push(there.tenancy);
    planning.displaced.set(there.merchant, act);
  }
  draft.give(key, { tenancy: act.begins!, merchant: act.merchant! });
  return { row, act };
}

/** Its places of which the file doesn't say that it is still there. */
function unclaimedOf(merchant: string, { draft, claims }: Planning): string[] {
  const { names } = draft.shops.get(merchant)!;
  return [...draft.placesOf(merchant)].filter((place) => !isSameShop(claims.get(place)?.names ?? {}, names));
}

/**
 * The shop that this row's name and phone mean. Two shops of one name are never taken for one on the name alone: with the same phone
 * it is the shop; without, only a shop that the file shows nowhere else can have come here.
 */
function knownByName(row: ShopRow, contact: string | undefined, planning: Planning): string | undefined {
  const { draft, touched } = planning;
  const named = draft.named(row.names).sort();
  const phoneOf = (id: string) => draft.shops.get(id)?.contactKey;
  const sure = contact === undefined ? undefined : named.find((id) => phoneOf(id) === contact);
  if (sure !== undefined || named.length > MANY) return sure;
  const free = named.filter((id) => !touched.has(id) && (contact === undefined || phoneOf(id) === undefined) && unclaimedOf(id, planning).length === draft.placesOf(id).size);
  return free.length === 1 ? free[0] : undefined;
}

/** Fields that the row changes. A shop is spoken of once: what a later row says otherwise is its line, not a change. */
function changeOf(row: ShopRow, merchant: string, shop: KnownShop, contact: string | undefined, { draft, touched }: Planning): NonNullable<Act['set']> | { line: number } {
  const names = Object.fromEntries(Object.entries(row.names).filter(([language, name]) => name !== shop.names[language as keyof Localized]));
  const set: NonNullable<Act['set']> = {
    ...(Object.keys(names).length > 0 ? { names } : {}),
    ...(row.trade && row.trade !== shop.trade ? { trade: row.trade } : {}),
    ...(row.wishedTime && row.wishedTime !== shop.wishedTime ? { wishedTime: row.wishedTime } : {}),
    ...(contact !== undefined && contact !== shop.contactKey ? { contact: row.contact } : {}),
  };
  const before = touched.get(merchant);
  if (before !== undefined) {
    const known = ([language]: [string, unknown]) => shop.names[language as keyof Localized] !== undefined;
    const others = Object.entries(names).filter(known).some(([language, name]) => wholeKey(name ?? '') !== wholeKey(shop.names[language as keyof Localized] ?? ''));
    if (others || set.trade || set.wishedTime || set.contact) return { line: before };
    const added = Object.fromEntries(Object.entries(names).filter((entry) => !known(entry)));
    if (Object.keys(added).length === 0) return {};
    draft.put(merchant, { ...shop, names: { ...shop.names, ...added } });
    return { names: added };
  }
  touched.set(merchant, row.line);
  draft.put(merchant, {
    names: { ...shop.names, ...names },
    trade: set.trade ?? shop.trade,
    wishedTime: set.wishedTime ?? shop.wishedTime,
    contactKey: contact ?? shop.contactKey,
  });
  return set;
}
