import { WalkingSheets } from '#models/walking-sheet.server.ts';
import { inZone } from '#app/i18n/zone-days.ts';
import { notify } from '#app/notices/commands.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';

/** Nobody is reminded before this time of the mall's clock. */
export const REMIND_FROM = '10:00';
const BATCH = 50;

/** A paper of an earlier day that isn't ticked off: its volunteer is told once, and nobody else ever. Repeatable. */
export async function remindOfSheets(mall: KnownMall, now: Date): Promise<number> {
  const { day: today, time } = inZone(now, mall.zone);
  if (time < REMIND_FROM) return 0;
  const waiting = { mall: mall._id, state: 'out' as const, day: { $lt: today }, remindedAt: { $exists: false } };
  let reminded = 0;
  for (;;) {
    const due = await WalkingSheets.find(waiting, { account: 1 }).limit(BATCH).lean();
    if (due.length === 0) return reminded;
    for (const { _id, account } of due) {
      await runCommand({ name: 'visit:remind-sheet', mall: mall._id, actor: { account: 'house' }, role: 'house', subject: `account:${account}`, target: _id, now }, async (tx) => {
        const { matchedCount } = await WalkingSheets.updateOne({ ...waiting, _id }, { $set: { remindedAt: now } }, { session: tx.session });
        if (matchedCount === 0) return;
        await notify(tx, { accounts: [account], template: 'sheet-waiting', link: `/m/${mall.slug}/visits/paper/${_id}` });
        tx.changed('remindedAt');
      });
    }
    reminded += due.length;
  }
}
