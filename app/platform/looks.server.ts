import { AccessEvents } from '#models/audit.server.ts';
import { isDuplicateKey } from './command.server.ts';

export interface Look {
  mall: string;
  /** `shop:<id>` or `account:<id>`: on whose record it shows. */
  subject: string;
  viewer: string;
  role: string;
  /** Key of the route's declared purpose: `visit`, `request`, `map` … */
  purpose: string;
  /** Day in the mall's zone. */
  day: string;
  now: Date;
}

/**
 * Writes that somebody looked at a record: one row a day for viewer × subject × purpose, before the page is shown.
 * Live refreshing and prefetch add none, since the row is already there.
 */
export async function recordLook({ now, ...look }: Look): Promise<void> {
  if (await AccessEvents.exists(look)) return;
  try {
    await AccessEvents.create([{ ...look, at: now }]);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
