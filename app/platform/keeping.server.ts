import type { Model } from 'mongoose';
import { Attachments } from '#models/attachment.server.ts';
import { AccessEvents } from '#models/audit.server.ts';
import { Erasures, Texts } from '#models/text.server.ts';
import { keptDays } from './mall-settings.ts';
import { settingsOf } from './malls.server.ts';
import { forgetWords } from './search.server.ts';
import { singleton } from './singleton.server.ts';

const DAY = 24 * 3600_000;

/** One rule of RIGHTS.md, "Keeping". `run` is repeatable, works in batches, and answers how much it removed. */
export interface KeepingRule {
  name: string;
  run(mall: string, now: Date): Promise<number>;
}

const rules = () => singleton('keeping-rules', () => new Map<string, KeepingRule>());

/** Rooms hand their rules over here, in app/routes/registries.server.ts. */
export function registerKeeping(rule: KeepingRule): void {
  rules().set(rule.name, rule);
}

export const PLATFORM_RULES: KeepingRule[] = [
  {
    name: 'looks: 12 months',
    run: async (mall, now) => {
      const days = keptDays({ settings: await settingsOf(mall, now) }, 'looks');
      return (await AccessEvents.deleteMany({ mall, at: { $lt: new Date(now.getTime() - days * DAY) } })).deletedCount;
    },
  },
  { name: 'texts and files: on their day', run: eraseDue },
];

/** Texts and files carry their own day; what goes is entered in the register first, so that a restore can't bring it back. */
async function eraseDue(mall: string, now: Date): Promise<number> {
  let erased = 0;
  for (const model of [Texts as unknown as Model<{ _id: string }>, Attachments as unknown as Model<{ _id: string }>]) {
    for (;;) {
      const rows = await model.find({ mall, eraseAt: { $lte: now } }, { _id: 1 }).limit(200).lean();
      if (rows.length === 0) break;
      const ids = rows.map((row) => row._id);
      await Erasures.create([{ mall, collectionName: model.collection.name, ids, at: now }]);
      await forgetWords({ mall }, ids);
      erased += (await model.deleteMany({ mall, _id: { $in: ids } })).deletedCount;
    }
  }
  return erased;
}

/** Runs every rule for one mall. One rule's failure doesn't keep the others from running. @returns removed, by rule */
export async function keepMall(mall: string, now: Date): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  const failures: unknown[] = [];
  for (const rule of [...rules().values(), ...PLATFORM_RULES]) {
    try {
      removed[rule.name] = await rule.run(mall, now);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some keeping rules failed.');
  return removed;
}
