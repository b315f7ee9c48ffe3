import { Malls } from '#models/mall.server.ts';
import { Releases } from '#models/release.server.ts';
import { ReleasedWeeks } from '#models/released-week.server.ts';
import { noteWeek } from '#app/office/analysis/released-weeks.server.ts';
import { tablesOf } from '#app/office/releases.server.ts';
import type { Upgrade } from './upgrades.server.ts';

const AT_ONCE = 200;

/** Weeks of before are looked at by what their last release shows, as those of now are. */
export const WEEKS_OF_RELEASES: Upgrade = {
  name: '0.5.0 office: what the last release of each week shows',
  async run() {
    for (const { _id: mall } of await Malls.find({}, { _id: 1 }).lean()) {
      for (const last of await lastOfWeeks(mall)) {
        const known = await ReleasedWeeks.findOne({ mall, week: last.tables.week }, { number: 1 }).lean();
        if (!known || known.number < last.number) await noteWeek(last);
      }
    }
  },
};

async function lastOfWeeks(mall: string) {
  const weeks = new Map<string, Parameters<typeof noteWeek>[0]>();
  for (let after = 0; ; ) {
    const releases = await Releases.find({ mall, number: { $gt: after, $lte: after + AT_ONCE } }).sort({ number: 1 }).lean();
    for (const { number, cutAt, ...release } of releases) weeks.set(tablesOf(release).week, { mall, number, cutAt, tables: tablesOf(release) });
    // Numbers follow one another without a gap.
    if (releases.length < AT_ONCE) return weeks.values();
    after += AT_ONCE;
  }
}
