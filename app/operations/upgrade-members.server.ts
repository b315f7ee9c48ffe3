import { Memberships } from '#models/account.server.ts';
import type { Upgrade } from './upgrades.server.ts';

/** Rows changed in one operation. */
const BATCH = 500;

/** Who belonged to a shop before confirmations were asked for keeps what was hers: she counts as confirmed from her first day. */
export const MEMBERS_CONFIRMED: Upgrade = {
  name: '0.1.1 members: shops’ members of before are confirmed',
  async run() {
    for (;;) {
      const rows = await Memberships.find({ kind: { $in: ['owner', 'staff'] }, confirmedAt: { $exists: false } }, { from: 1 }).limit(BATCH).lean();
      if (rows.length === 0) return;
      await Memberships.bulkWrite(rows.map(({ _id, from }) => ({ updateOne: { filter: { _id }, update: { $set: { confirmedAt: from } } } })));
    }
  },
};
