import { Memberships } from '#models/account.server.ts';
import { Invitations } from '#models/invitation.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { type PartnerKind, Partners } from '#models/partner.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { eraseTexts, writeText } from '#app/platform/texts.server.ts';
import type { Doing } from '../members/commands.server.ts';
import { standing } from '../members/queries.server.ts';
import { readerOf } from './queries.server.ts';

const head = (name: string, { mall, actor, now }: Doing, subject: string, target: string) => ({ name, mall: mall._id, actor, role: 'officer', subject, target, now });

export interface NewPartner {
  kind: PartnerKind;
  names: Localized;
  contact?: string;
}

/** @throws {Refusal} without a name in any language. @returns its id */
export async function addPartner(doing: Doing, { kind, names, contact }: NewPartner): Promise<string> {
  if (Object.keys(names).length === 0) throw new Refusal('form.required', 'name-zh');
  const id = newId();
  await runCommand(head('partner:add', doing, 'none', id), async (tx) => {
    const reader = readerOf(id);
    const text = contact ? await writeText(tx, { language: 'und', words: contact, author: doing.actor.account, subject: reader, readers: [reader] }) : undefined;
    await Partners.create([{ _id: id, mall: tx.mall, kind, names, contact: text }], { session: tx.session });
  });
  return id;
}

/** Nothing is given to it any more: its accounts end with it, its slips open nothing, how to reach it is erased. Repeatable. */
export async function endPartner(doing: Doing, id: string): Promise<void> {
  const { mall, now } = doing;
  await runCommand(head('partner:end', doing, 'none', id), async (tx) => {
    const row = await Partners.findOne({ mall: mall._id, _id: id, endedAt: { $exists: false } }, null, { session: tx.session }).lean();
    if (!row) return;
    await Partners.updateOne({ mall: mall._id, _id: id }, { $set: { endedAt: now }, $unset: { contact: 1 } }, { session: tx.session });
    if (row.contact) await eraseTexts(tx, [row.contact]);
    const held = { mall: mall._id, kind: 'partner' as const, partner: id, ...standing(now) };
    const members = await Memberships.find(held, { account: 1 }, { session: tx.session }).limit(500).lean();
    await Memberships.updateMany(held, { $set: { to: now } }, { session: tx.session });
    await Invitations.updateMany({ mall: mall._id, partner: id, usedAt: { $exists: false } }, { $set: { endedAt: now } }, { session: tx.session });
    for (const { account } of members) tx.publish({ type: 'memberships:changed', id: account, version: 0, rooms: [`account:${account}`] });
  });
}

/** Ends one account of a partner. An unknown one changes nothing. */
export async function endPartnerAccount(doing: Doing, membership: string): Promise<void> {
  const { mall, now } = doing;
  const held = { _id: membership, mall: mall._id, kind: 'partner' as const, ...standing(now) };
  const row = await Memberships.findOne(held, { account: 1, partner: 1 }).lean();
  if (!row) return;
  await runCommand(head('partner:end-account', doing, `account:${row.account}`, row.partner ?? membership), async (tx) => {
    await Memberships.updateOne(held, { $set: { to: now } }, { session: tx.session });
    tx.publish({ type: 'memberships:changed', id: row.account, version: 0, rooms: [`account:${row.account}`] });
  });
}
