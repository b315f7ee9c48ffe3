import { AccessEvents } from '#models/audit.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { listGridShops } from '#app/mall/queries.server.ts';
import { isDuplicateKey } from '#app/platform/command.server.ts';
import { visitingGridsIn, visitingRole } from './policy.ts';
import type { Doing } from './visitable.server.ts';

const PURPOSE = 'visit-day';

/**
 * A volunteer opened her day, its pack, its sheet or one of its forms: one look a day at each shop of her grids. At those
 * too that she isn't shown because they said no: a shop without a look would be one that nobody was to visit.
 */
export async function recordDayLooks({ mall, actor, now }: Doing): Promise<void> {
  const at = { mall: mall._id, viewer: actor.account, purpose: PURPOSE, day: dayIn(now, mall.zone) };
  const grids = visitingGridsIn(actor, mall._id);
  const looks = (await Promise.all(grids.map((grid) => listGridShops(mall._id, grid)))).flatMap((shops, of) => {
    const role = visitingRole(actor, mall._id, grids[of] ?? '') ?? 'volunteer';
    return shops.map(({ merchant }) => ({ subject: `shop:${merchant}`, role }));
  });
  const known = await AccessEvents.find({ ...at, subject: { $in: looks.map((look) => look.subject) } }, { subject: 1, _id: 0 }).lean();
  const seen = new Set(known.map((row) => row.subject));
  const fresh = looks.filter((look) => !seen.has(look.subject)).map((look) => ({ ...at, ...look, at: now }));
  if (fresh.length === 0) return;
  try {
    await AccessEvents.insertMany(fresh, { ordered: false });
  } catch (error) {
    // Two tabs at once.
    if (!isDuplicateKey(error)) throw error;
  }
}
