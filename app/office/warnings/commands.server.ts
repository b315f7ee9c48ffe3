import { WarningActs, WarningRuleRows } from '#models/warning.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { runCommand } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { Rules } from './association.ts';

interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

/** Takes a warning in hand: it is quiet until something new comes to it. The caller has found it among those that stand now. */
export async function actOnWarning({ mall, actor, now }: Doing, box: string, role: string, topic: string): Promise<void> {
  await runCommand({ name: 'warning:act', mall: mall._id, actor, role, subject: 'none', target: topic, now }, async (tx) => {
    await WarningActs.create([{ mall: mall._id, box, topic, at: now }], { session: tx.session });
    tx.changed('at');
    // Both sides see who has it: the association what an office looks into, the office its own desk.
    const rooms = [`mall-officers:${mall._id}`, ...(box === 'association' ? [] : [box])];
    tx.publish({ type: 'warning:quieted', id: mall._id, version: 1, rooms });
  });
}

/** Changes from when on the association is warned. */
export async function setWarningRules({ mall, actor, now }: Doing, rules: Rules): Promise<void> {
  await runCommand({ name: 'warning:set-rules', mall: mall._id, actor, role: 'officer', subject: 'none', now }, async (tx) => {
    const { matchedCount } = await WarningRuleRows.updateOne({ mall: mall._id }, { $set: rules }, { session: tx.session });
    if (matchedCount === 0) await WarningRuleRows.create([{ mall: mall._id, ...rules }], { session: tx.session });
    tx.changed(...Object.keys(rules));
    tx.publish({ type: 'warning:rules-changed', id: mall._id, version: 1, rooms: [`mall-officers:${mall._id}`] });
  });
}
