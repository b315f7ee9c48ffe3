import { ALL_PLACES, PlaceCodes } from '#models/place-code.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { isDuplicateKey, runCommand } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { findPlace } from './places.server.ts';

interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

/**
 * Makes every code printed so far for one place, or for all, void; new sheets have to be printed. Two officers at once void
 * once each, which is the same to whoever scans. @throws {Refusal} for a place that this mall hasn't got
 */
export async function voidCodes({ mall, actor, now }: Doing, place: string): Promise<void> {
  if (place !== ALL_PLACES && !(await findPlace(mall._id, place))) throw new Refusal('form.not-a-choice', 'place');
  const head = { name: 'code:void', mall: mall._id, actor, role: 'officer', subject: 'none', target: place, now };
  for (let attempt = 0; ; attempt += 1) {
    try {
      await runCommand(head, async (tx) => {
        const { matchedCount } = await PlaceCodes.updateOne({ mall: mall._id, place }, { $inc: { voided: 1 } }, { session: tx.session });
        if (matchedCount === 0) await PlaceCodes.create([{ _id: newId(), mall: mall._id, place, voided: 1 }], { session: tx.session });
        tx.changed('voided');
        tx.publish({ type: 'codes:voided', id: place, version: 0, rooms: [`mall-officers:${mall._id}`] });
      });
      return;
    } catch (error) {
      // Somebody else voided it for the first time in the same moment.
      if (!isDuplicateKey(error) || attempt >= 3) throw error;
    }
  }
}
