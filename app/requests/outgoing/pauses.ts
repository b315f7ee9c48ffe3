const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Minutes between one try and the next; the last one repeats. */
const PAUSES = [1, 2, 5, 10, 20, 40, 80, 160, 240] as const;

/** When a message is tried again that was tried so often; null once a day has gone by since it began. */
export function nextTry(tries: number, since: Date, now: Date): Date | null {
  const pause = PAUSES[Math.min(tries, PAUSES.length) - 1] ?? PAUSES[0];
  const next = new Date(now.getTime() + pause * MINUTE);
  return next.getTime() - since.getTime() > DAY ? null : next;
}
