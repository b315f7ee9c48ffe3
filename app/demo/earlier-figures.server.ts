import { momentOf } from '#app/i18n/zone-days.ts';
import { cutRelease } from '#app/office/releases.server.ts';
import { mondayOfDay } from '#app/office/weeks.ts';
import { addDays } from '#app/visits/days.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';

const WEEKS = 8;

/** Figures of the weeks that are over, as the house would have cut them on their Sundays: packs and weeks side by side have something to show. */
export async function cutEarlierFigures(mall: Pick<KnownMall, '_id' | 'zone' | 'calendar' | 'office'>, today: string): Promise<void> {
  for (let back = WEEKS; back > 0; back -= 1) await cutRelease(mall, momentOf(addDays(mondayOfDay(today), 6 - 7 * back), '20:00', mall.zone), 0);
}
