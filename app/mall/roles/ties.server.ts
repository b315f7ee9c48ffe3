import { Ties } from '#models/tie.server.ts';
import { openTenancies } from '#models/merchant.server.ts';
import { Units } from '#models/plan.server.ts';
import { isOfficer, isVolunteer } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { isDuplicateKey, runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { getShop } from '../queries.server.ts';
import type { Doing } from './terms.server.ts';

const TRIES = 3;

/**
 * She has a tie with this shop, of whatever kind: from now on she neither visits it nor holds, watches or decides on
 * its requests. Repeatable. @throws a 404 Response for whoever has no role here, and for a shop of another mall
 */
export async function declareTie({ mall, actor, now }: Doing, merchant: string): Promise<void> {
  if (!isVolunteer(actor, mall._id) && !isOfficer(actor, mall._id)) throw notFound();
  await getShop(mall._id, merchant);
  const head = { name: 'tie:declare', mall: mall._id, actor, role: 'volunteer', subject: `account:${actor.account}`, target: merchant, now };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runCommand(head, async (tx) => {
        const tie = { mall: mall._id, account: actor.account, merchant };
        const known = await Ties.exists(tie).session(tx.session);
        if (known) return;
        await Ties.create([{ _id: newId(), ...tie, since: now }], { session: tx.session });
        publishTies(tx, actor.account);
      });
    } catch (error) {
      // Twice at once: the later one finds it there.
      if (!isDuplicateKey(error) || attempt >= TRIES) throw error;
    }
  }
}

/** The same by the number on the door. @throws {Refusal} where no shop is behind it */
export async function declareTieAt(doing: Doing, number: string): Promise<void> {
  const { _id: mall } = doing.mall;
  const unit = await Units.findOne({ mall, number: number.toUpperCase() }, { _id: 1 }).lean();
  const tenancy = unit && (await openTenancies({ mall, unit: unit._id }))[0];
  if (!tenancy) throw new Refusal('roles:refused.no-such-booth', 'number');
  await declareTie(doing, tenancy.merchant);
}

/** Her own open pages: what she may work on is another thing now. Which shop it is reaches nobody else. */
const publishTies = (tx: Tx, account: string): void => tx.publish({ type: 'ties:changed', id: account, version: 0, rooms: [`account:${account}`] });

export async function takeBackTie({ mall, actor, now }: Doing, merchant: string): Promise<void> {
  await runCommand({ name: 'tie:take-back', mall: mall._id, actor, role: 'volunteer', subject: `account:${actor.account}`, target: merchant, now }, async (tx) => {
    await Ties.deleteOne({ mall: mall._id, account: actor.account, merchant }, { session: tx.session });
    publishTies(tx, actor.account);
  });
}
