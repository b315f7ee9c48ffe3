import type { Localized } from '#app/i18n/languages.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { tradesOf as settingsTrades } from '../settings/trades.server.ts';

export interface Trade {
  key: string;
  names: Localized;
  /** Kept by the shops that have it, offered to no other. */
  retired: boolean;
}

/** The mall's own list of trades, retired ones included, as pages and imports of shops read it. */
export function tradesOf(mall: Pick<KnownMall, 'settings'>): readonly Trade[] {
  return settingsTrades(mall).map(({ id, names, retired }) => ({ key: id, names, retired }));
}

/** Those that a shop may be given. */
export function offeredTrades(mall: Pick<KnownMall, 'settings'>): readonly Trade[] {
  return tradesOf(mall).filter(({ retired }) => !retired);
}
