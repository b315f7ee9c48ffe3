import { Requests } from '#models/request.server.ts';
import type { HandoverSource } from '#app/mall/roles/handover.server.ts';
import { handOverRequest } from './acting.server.ts';
import { OPEN_STAGES } from './engine/stages.ts';

/** What a volunteer has in her hands in one grid and isn't closed yet. */
const inHands = (mall: string, worker: string, grid: string) => ({ mall, worker, grid, ladder: 'grid' as const, stage: { $in: OPEN_STAGES } });

/** Open requests of a grid, for registries.server.ts. Supervisors watch and have none. */
export const openRequests: HandoverSource = {
  id: 'requests',
  count: ({ mall, from, grid, role }) => (role === 'supervisor' ? Promise.resolve(0) : Requests.countDocuments(inHands(mall._id, from, grid)).exec()),
  async move({ mall, from, grid, role, now }, to) {
    if (role === 'supervisor') return;
    const rows = await Requests.find(inHands(mall._id, from, grid), { number: 1 }).limit(1_000).lean();
    for (const { number } of rows) await handOverRequest(mall, number, { from, to: to ?? undefined, now });
  },
};
