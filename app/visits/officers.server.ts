import { Memberships } from '#models/account.server.ts';

/** Officers of the mall now: those who are told of what only an officer can put right. */
export async function officersOf(mall: string, now: Date): Promise<string[]> {
  const rows = await Memberships.find({ mall, kind: 'officer', from: { $lte: now }, $or: [{ to: { $exists: false } }, { to: { $gt: now } }] }, { account: 1 })
    .limit(60)
    .lean();
  return [...new Set(rows.map((row) => row.account))];
}
