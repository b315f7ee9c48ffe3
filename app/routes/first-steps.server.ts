import { RoleTerms } from '#models/account.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { Rounds } from '#models/visit.server.ts';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { listGrids } from '#app/mall/queries.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { Facts } from './first-steps.ts';

export async function readFacts(mall: KnownMall, now: Date): Promise<Facts> {
  const [booths, housed, shops, grids, managed, rounds] = await Promise.all([
    Units.countDocuments({ mall: mall._id, lettable: true }),
    Units.countDocuments({ mall: mall._id, lettable: true, grid: { $exists: true } }),
    Merchants.countDocuments({ mall: mall._id, status: 'open' }),
    listGrids(mall._id),
    RoleTerms.find({ mall: mall._id, role: 'manager', from: { $lte: now }, to: { $gt: now } }, { grid: 1 }).lean(),
    Rounds.countDocuments({ mall: mall._id }),
  ]);
  const looked = new Set(managed.map((term) => term.grid));
  const offered = CONTENT_LANGUAGES.filter((language) => mall.languages.includes(language));
  const named = offered.every((language) => mall.name[language]);
  const dated = mall.calendar.holidays.length + Object.keys(mall.calendar.extraDays).length > 0;
  return { booths, homeless: booths - housed, shops, grids: grids.length, unmanaged: grids.filter((grid) => !looked.has(grid._id)).length, set: Number(named) + Number(dated), rounds };
}

/** Whether a mall is still at its beginnings: no round was ever planned. */
export async function isBeginning(mall: string): Promise<boolean> {
  return !(await Rounds.exists({ mall }));
}
