import { Offers } from '#models/visit.server.ts';
import type { HandoverSource } from '#app/mall/roles/handover.server.ts';
import { listGridShops } from '#app/mall/queries.server.ts';
import { publishEvent } from '#app/platform/events.server.ts';
import { findOpenRound, isFor } from './offering.server.ts';

/**
 * Shops of the grid that nobody has offered a visit yet in the running round, for registries.server.ts. They belong to
 * the grid and not to a person: whoever visits there has them on her list, so that moving is telling her page.
 */
export const shopsNotYetOffered: HandoverSource = {
  id: 'visits',
  async count({ mall: { _id: mall }, grid, role }) {
    const round = role === 'supervisor' ? null : await findOpenRound(mall);
    if (!round) return 0;
    const shops = (await listGridShops(mall, grid)).filter((shop) => isFor(round, shop)).map((shop) => shop.merchant);
    return shops.length - (await Offers.countDocuments({ mall, round: round._id, merchant: { $in: shops } }));
  },
  async move({ mall: { _id: mall }, grid }, to) {
    const round = await findOpenRound(mall);
    if (round && to) publishEvent({ type: 'coverage:moved', id: round._id, version: 1, rooms: [`account:${to}`, `grid:${grid}`] });
  },
};
