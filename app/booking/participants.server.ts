import { Bookings, Occasions } from '#models/booking.server.ts';
import { registerAudience } from '#app/notices/audience-sources.server.ts';

const KEPT = 30 * 24 * 3600_000;
const MOST_OCCASIONS = 500;

/** Whoever holds a place in something of the program that is to come or took place in the last thirty days; the sender never sees who. */
export function registerParticipants(): void {
  registerAudience({
    id: 'booking',
    async participantsOf(mall, program, at) {
      const occasions = await Occasions.find({ mall, program, endsAt: { $gt: new Date(at.getTime() - KEPT) } }, { state: 1 }).limit(MOST_OCCASIONS).lean();
      const open = occasions.filter(({ state }) => state === 'open').map(({ _id }) => _id);
      if (open.length === 0) return [];
      const rows = await Bookings.find({ mall, occasion: { $in: open } }, { account: 1, state: 1, createdAt: 1 }).lean();
      return rows.filter(({ state, createdAt }) => state === 'held' && createdAt <= at).map(({ account }) => account);
    },
  });
}
