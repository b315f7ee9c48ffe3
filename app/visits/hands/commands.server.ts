import { Rounds } from '#models/visit.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, TOO_LATE, type Tx, unlessTooLate } from '#app/platform/command.server.ts';
import { coverageMoved, findOpenRound } from '../offering.server.ts';
import { officersOf } from '../officers.server.ts';
import { visitingRole } from '../policy.ts';
import type { Doing } from '../visitable.server.ts';

/**
 * The volunteers of a grid would like others to take a part of their round. Once for a grid, whoever of them asks; officers are told.
 * @throws a 404 Response for a grid where she visits nobody, and without an open round
 */
export function askForHand(doing: Doing, grid: string): Promise<boolean> {
  return change(doing, 'visit:ask-for-hand', grid, async (tx, hands) => {
    if (hands.some((hand) => hand.grid === grid)) throw TOO_LATE;
    await notify(tx, { accounts: await officersOf(doing.mall._id, doing.now), template: 'hand-asked', link: `/m/${doing.mall.slug}/visits/coverage` });
    return [...hands, { grid, at: doing.now }];
  });
}

/** They manage by themselves again. @throws as {@link askForHand} */
export function takeHandBack(doing: Doing, grid: string): Promise<boolean> {
  return change(doing, 'visit:take-hand-back', grid, async (_tx, hands) => {
    if (!hands.some((hand) => hand.grid === grid)) throw TOO_LATE;
    return hands.filter((hand) => hand.grid !== grid);
  });
}

type Hands = readonly { grid: string; at: Date }[];

/** @returns false where a colleague was faster */
async function change({ mall, actor, now }: Doing, name: string, grid: string, next: (tx: Tx, hands: Hands) => Promise<Hands>): Promise<boolean> {
  const role = visitingRole(actor, mall._id, grid);
  const open = role && (await findOpenRound(mall._id));
  if (!role || !open) throw notFound();
  const round = { mall: mall._id, _id: open._id, state: 'open' } as const;
  return unlessTooLate(
    runCommand({ name, mall: mall._id, actor, role, subject: 'none', target: open._id, now }, async (tx) => {
      const stored = await Rounds.findOne(round, { hands: 1 }, { session: tx.session }).lean();
      if (!stored) throw notFound();
      await Rounds.updateOne(round, { $set: { hands: await next(tx, stored.hands ?? []) } }, { session: tx.session });
      tx.changed('hands');
      tx.publish(coverageMoved(mall._id, open._id));
    }),
  );
}
