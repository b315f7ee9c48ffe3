import type { ClientSession } from 'mongoose';
import { ReleasedWeeks } from '#models/released-week.server.ts';
import type { ReleasedTables } from '../tables.ts';
import { shownOf } from './shown-weeks.ts';

/** What a release shows stands for its week until the next of that week is cut. */
export async function noteWeek({ mall, number, cutAt, tables }: { mall: string; number: number; cutAt: Date; tables: ReleasedTables }, session?: ClientSession): Promise<void> {
  const last = { number, cutAt, shown: { ...shownOf(tables) } };
  const { matchedCount } = await ReleasedWeeks.updateOne({ mall, week: tables.week }, { $set: last }, { session });
  if (matchedCount === 0) await ReleasedWeeks.create([{ mall, week: tables.week, ...last }], { session });
}
