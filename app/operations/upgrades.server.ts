import mongoose from 'mongoose';
import { MEMBERS_CONFIRMED } from './upgrade-members.server.ts';
import { WEEKS_OF_RELEASES } from './upgrade-released-weeks.server.ts';
import { OFFERS_NAME_NOBODY } from './upgrade-offers.server.ts';
import { ROLES_WITH_REACH } from './upgrade-roles.server.ts';
import { PASSED_ON_FOUND, REQUESTS_FOUND } from './upgrade-search.server.ts';
import { SHOPS_IN_SLICES } from './upgrade-slices.server.ts';

/** One change of stored data that a new version needs. Repeatable: cut off, or done by two processes at once, it is done again. */
export interface Upgrade {
  /** Version and what it does; never changed afterwards: `0.2.0 requests: clocks in minutes`. */
  name: string;
  run(): Promise<void>;
}

/** In the order in which they came; none is ever taken out. */
export const UPGRADES: readonly Upgrade[] = [MEMBERS_CONFIRMED, ROLES_WITH_REACH, OFFERS_NAME_NOBODY, SHOPS_IN_SLICES, REQUESTS_FOUND, PASSED_ON_FOUND, WEEKS_OF_RELEASES];

interface Done {
  _id: string;
  at: Date;
}

/** Brings stored data to what this version expects. @returns the names of what was done */
export async function upgradeData(now: Date, upgrades: readonly Upgrade[] = UPGRADES): Promise<string[]> {
  const rows = mongoose.connection.collection<Done>('upgrades');
  const known = new Set((await rows.find({}).toArray()).map(({ _id }) => _id));
  const done: string[] = [];
  for (const { name, run } of upgrades) {
    if (known.has(name)) continue;
    await run();
    await rows.updateOne({ _id: name }, { $setOnInsert: { at: now } }, { upsert: true });
    done.push(name);
  }
  return done;
}
