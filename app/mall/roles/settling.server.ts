import { Accounts } from '#models/account.server.ts';
import { Reaches } from '#models/reach.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { eraseTexts } from '#app/platform/texts.server.ts';
import { moveWork } from './handover.server.ts';
import { MY_ROLES } from './places.ts';
import { publishRoles, tellOfRole } from './telling.server.ts';
import { type AnyTerm, changeTerm, findTerms, holding, lasting } from './terms.server.ts';

const HOUSE = { account: 'house' };

/**
 * Carries out what follows from a term's end or a handing over: open work moves, the person is told when the calendar
 * ended it, and how to reach her goes with her last role. Broken off, the job does it again; twice does it once.
 */
export async function settleTerm(mall: KnownMall, id: string, now: Date): Promise<void> {
  const [term] = await findTerms(mall._id, { _id: id, settledAt: { $exists: false } });
  if (!term) return;
  const over = term.to <= now;
  if (term.grid && term.role !== 'level-head' && (term.successor || !(await worksOn(term, now)))) {
    await moveWork({ mall, from: term.account, role: term.role, grid: term.grid, now }, term.successor ?? null);
  }
  if (!over) return;
  await runCommand({ name: 'role:settle', mall: mall._id, actor: HOUSE, role: 'house', subject: `account:${term.account}`, target: id, now }, async (tx) => {
    const first = await changeTerm(term, { settledAt: { $exists: false } }, { $set: { settledAt: now } }, tx.session);
    if (!first) return;
    tx.changed('settledAt');
    publishRoles(tx, term, true);
    if (!term.endedBy && (await Accounts.exists({ _id: term.account }).session(tx.session))) await tellOfRole(tx, { accounts: [term.account], template: 'role-ended', link: MY_ROLES });
    await forgetReach(tx, term.account);
  });
}

/** She works in that grid in another role: what is in her hands stays there. */
async function worksOn(term: AnyTerm, now: Date): Promise<boolean> {
  const others = { account: term.account, grid: term.grid, role: { $ne: 'supervisor' }, _id: { $ne: term._id }, ...holding(now) };
  return (await findTerms(term.mall, others)).length > 0;
}

/** Whoever has no role in the mall any more isn't to be reached by it. */
async function forgetReach(tx: Tx, account: string): Promise<void> {
  if ((await findTerms(tx.mall, { account, ...lasting(tx.now) }, tx.session)).length > 0) return;
  const reach = await Reaches.findOne({ mall: tx.mall, account }, { phone: 1, hours: 1 }, { session: tx.session }).lean();
  if (!reach) return;
  await Reaches.deleteOne({ mall: tx.mall, _id: reach._id }, { session: tx.session });
  await eraseTexts(tx, [reach.phone, reach.hours].filter((one) => one !== undefined));
  tx.changed('phone', 'hours');
}
