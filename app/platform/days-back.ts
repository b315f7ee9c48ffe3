const DAY = 24 * 3600_000;
/** Days before now between which a long list is read piece by piece. */
const FENCES = [7, 30, 90, 365, 1_100];

/**
 * Conditions on a time, from the newest piece to all that is older: whoever has enough reads no further, and a page of a long list costs
 * what a short one does. The embedded engine stops for no `limit` (docs/decisions/0114).
 */
export function* daysBack(now: Date): Generator<{ $gte: Date; $lt: Date }> {
  const back = (days: number) => new Date(now.getTime() - days * DAY);
  // A clock that is a day ahead wrote what is to come.
  let until = back(-1);
  for (const days of FENCES) {
    yield { $gte: back(days), $lt: until };
    until = back(days);
  }
  yield { $gte: new Date(0), $lt: until };
}
