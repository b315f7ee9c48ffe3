import { Letters } from '#models/letter.server.ts';
import { registerKeeping } from '#app/platform/keeping.server.ts';
import { keptDays } from '#app/platform/mall-settings.ts';
import { settingsOf } from '#app/platform/malls.server.ts';
import { Texts } from '#models/text.server.ts';

const BATCH = 200;
const DAY = 24 * 3600_000;

/** Answered so long ago that the words go: the row with them. Words of a mall that keeps shorter get their day here. */
async function forgetLetters(mall: string, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays({ settings: await settingsOf(mall, now) }, 'threads') * DAY);
  let forgotten = 0;
  for (;;) {
    const rows = await Letters.find({ mall, state: 'answered', answeredAt: { $lte: before } }, { words: 1, answer: 1 }).limit(BATCH).lean();
    if (rows.length === 0) return forgotten;
    const texts = rows.flatMap(({ words, answer }) => [words, answer ?? '']);
    await Texts.updateMany({ mall, _id: { $in: texts }, eraseAt: { $gt: now } }, { $set: { eraseAt: now } });
    forgotten += (await Letters.deleteMany({ mall, _id: { $in: rows.map(({ _id }) => _id) } })).deletedCount;
  }
}

export function registerLetterKeeping(): void {
  registerKeeping({ name: 'letters: 90 days after the answer', run: forgetLetters });
}
