import { Incidents } from '#models/incident.server.ts';
import { Texts } from '#models/text.server.ts';
import { registerKeeping } from '#app/platform/keeping.server.ts';
import { keptDays } from '#app/platform/mall-settings.ts';
import { settingsOf } from '#app/platform/malls.server.ts';
import { textsOf } from './commands.server.ts';

const BATCH = 200;
const DAY = 24 * 3600_000;

/** Incidents that ended long enough ago; where the mall keeps shorter, their words go in the same night. */
async function forgetIncidents(mall: string, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays({ settings: await settingsOf(mall, now) }, 'threads') * DAY);
  let forgotten = 0;
  for (;;) {
    const rows = await Incidents.find({ mall, state: { $in: ['ended', 'withdrawn'] }, endedAt: { $lte: before } }, { what: 1, because: 1, tasks: 1, offers: 1 }).limit(BATCH).lean();
    if (rows.length === 0) return forgotten;
    await Texts.updateMany({ mall, _id: { $in: rows.flatMap(textsOf) }, eraseAt: { $gt: now } }, { $set: { eraseAt: now } });
    forgotten += (await Incidents.deleteMany({ mall, _id: { $in: rows.map(({ _id }) => _id) } })).deletedCount;
  }
}

export function registerIncidentKeeping(): void {
  registerKeeping({ name: 'incidents: 90 days after their end', run: forgetIncidents });
}
