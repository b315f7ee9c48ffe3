import type { Localized } from '#app/i18n/languages.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { tradesOf as tradesInSettings } from '../settings/trades.server.ts';

export interface Trade {
  key: string;
  names: Localized;
}

/** The closed list of what shops sell in this mall, `other` last. Every page and import that asks for a trade reads it here. */
export function tradesOf(mall: Pick<KnownMall, 'settings'>): readonly Trade[] {
  return tradesInSettings(mall).flatMap(({ id, names, retired }) => (retired ? [] : [{ key: id, names }]));
}
