import { Partners } from '#models/partner.server.ts';
import type { Localized } from '#app/i18n/languages.ts';
import { findOffice, officesAbove } from '#app/mall/offices.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';

/** Whose business something can be that isn't the association's: a partner, an office, a receiver of the mall's settings. */
export interface WhoseCard {
  /** `partner:<id>`, `office:<id>`, `receiver:<id>`. */
  key: string;
  names: Localized;
}

const MOST_PARTNERS = 200;
/** A receiver's name is written once, as it calls itself. */
const asWritten = (name: string): Localized => ({ zh: name });

/** What the form offers. */
export async function listWhose(mall: KnownMall): Promise<WhoseCard[]> {
  const [partners, offices] = await Promise.all([Partners.find({ mall: mall._id, endedAt: { $exists: false } }, { names: 1 }).sort({ _id: 1 }).limit(MOST_PARTNERS).lean(), officesAbove(mall.office)]);
  return [
    ...partners.map(({ _id, names }) => ({ key: `partner:${_id}`, names })),
    ...offices.map(({ _id, name }) => ({ key: `office:${_id}`, names: name })),
    ...(mall.settings?.receivers ?? []).map(({ id, name }) => ({ key: `receiver:${id}`, names: asWritten(name) })),
  ];
}

/** What one is called; a partner keeps its name after it was ended. Null for a receiver that isn't there any more. */
export async function whoseNames(mall: KnownMall, key: string): Promise<Localized | null> {
  const at = key.indexOf(':');
  const [kind, id] = [key.slice(0, at), key.slice(at + 1)];
  if (kind === 'partner') return (await Partners.findOne({ mall: mall._id, _id: id }, { names: 1 }).lean())?.names ?? null;
  if (kind === 'office') return (await findOffice(id))?.name ?? null;
  const receiver = mall.settings?.receivers?.find((one) => one.id === id);
  return receiver ? asWritten(receiver.name) : null;
}
