import { Merchants, openTenancies } from '#models/merchant.server.ts';
import type { Localized } from '#models/mall.server.ts';

/** A shop in a booth. `part` is empty where it has the booth as a whole. */
export interface Tenant {
  merchant: string;
  part: string;
}

/** Who has a booth, all that share it: first whoever has it as a whole, then part by part. */
export async function tenantsOf(mall: string, units: readonly string[]): Promise<Map<string, Tenant[]>> {
  const tenants = new Map<string, Tenant[]>();
  for (const { unit, merchant, part = '' } of await openTenancies({ mall, unit: { $in: units } })) {
    const there = tenants.get(unit);
    if (there) there.push({ merchant, part });
    else tenants.set(unit, [{ merchant, part }]);
  }
  for (const there of tenants.values()) if (there.length > 1) there.sort((a, b) => (a.part < b.part ? -1 : 1));
  return tenants;
}

export async function namesOfMerchants(mall: string, ids: readonly string[]): Promise<Map<string, Localized>> {
  const rows = await Merchants.find({ mall, _id: { $in: [...new Set(ids)] } }, { names: 1 }).lean();
  return new Map(rows.map((row) => [row._id, row.names]));
}

/** Shops among these booths; one with several booths is one. */
export const countShops = (tenants: ReadonlyMap<string, readonly Tenant[]>, units: readonly { _id: string }[]): number =>
  new Set(units.flatMap(({ _id }) => (tenants.get(_id) ?? []).map(({ merchant }) => merchant))).size;
