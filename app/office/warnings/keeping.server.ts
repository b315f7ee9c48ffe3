import { WarningActs } from '#models/warning.server.ts';
import { registerKeeping } from '#app/platform/keeping.server.ts';
import { ACTS_KEPT } from './queries.server.ts';

export function registerWarningKeeping(): void {
  registerKeeping({
    name: 'warnings: what was taken in hand, 90 days',
    run: async (mall, now) => (await WarningActs.deleteMany({ mall, at: { $lt: new Date(now.getTime() - ACTS_KEPT * 24 * 3600_000) } })).deletedCount,
  });
}
