import { createHmac } from 'node:crypto';
import { Accounts } from '#models/account.server.ts';
import { readAccounts } from '#app/platform/actors.server.ts';
import { isDuplicateKey } from '#app/platform/command.server.ts';
import { hashingKey } from '#app/platform/keys.server.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { newLookupCode } from '#app/platform/lookup-codes.server.ts';
import { needsSecondFactor } from '#app/platform/proof.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { changeOwn } from '../factors/commands.server.ts';
import { listPeopleHere } from '../phones/queries.server.ts';

/** How a card's person is found; the number itself is on the paper only. */
const keyOf = (number: string): string => createHmac('sha256', hashingKey('shop-cards')).update(number.replace(/\D/g, '')).digest('base64url');

/**
 * A new card for a member of a shop; the one before names nobody any more. It says who somebody is and proves nothing.
 * @returns its number, for this once
 * @throws {Refusal} for whose work a PIN isn't enough
 */
export async function makeShopCard(account: string, now: Date): Promise<string> {
  const known = (await readAccounts([account], now)).get(account);
  if (!known || needsSecondFactor(known.memberships)) throw new Refusal('phones:refused.more-needed');
  for (let tries = 1; ; tries += 1) {
    const number = newLookupCode(12);
    try {
      await changeOwn('shop-card:make', account, now, async (tx) => {
        await Accounts.updateOne({ _id: account }, { $set: { shopCard: keyOf(number) } }, { session: tx.session });
        tx.changed('shopCard');
      });
      return number;
    } catch (error) {
      // Somebody else's card has the same number.
      if (!isDuplicateKey(error) || tries > 3) throw error;
    }
  }
}

/**
 * Whose card it is, among the people that this phone remembers. On any other phone a true card and a made-up one get the same
 * answer, so that whoever finds a card learns nothing by it.
 * @throws {Refusal} on `card`
 */
export async function readShopCard(number: string, { cookies, address, now }: { cookies: string | null; address: string; now: Date }): Promise<string> {
  const seconds = await takePoint('sign-in-address', address, now);
  if (seconds > 0) throw new Refusal({ key: 'phones:refused.wait', params: { minutes: Math.ceil(seconds / 60) } }, 'card');
  const row = await Accounts.findOne({ shopCard: keyOf(number), status: 'active' }, { _id: 1 }).lean();
  const here = row && (await listPeopleHere(cookies, now)).find(({ account }) => account === row._id);
  if (!here) throw new Refusal('phones:refused.card', 'card');
  return here.account;
}
