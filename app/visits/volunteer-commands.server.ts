import { Visits } from '#models/visit.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { visitingRole } from './policy.ts';
import type { Doing } from './visitable.server.ts';

/** Her own promise was kept. @throws a 404 Response for anybody else's */
export async function keepPromise({ mall, actor, now }: Doing, id: string, promise: string): Promise<void> {
  const visit = await Visits.findOne({ mall: mall._id, _id: id, author: actor.account }).lean();
  const given = visit?.promises.find((one) => one.id === promise);
  if (!visit || !given) throw notFound();
  if (given.keptAt) return;
  const role = visitingRole(actor, mall._id, visit.grid) ?? 'volunteer';
  await runCommand({ name: 'visit:keep-promise', mall: mall._id, actor, role, subject: `shop:${visit.merchant}`, target: id, now }, async (tx) => {
    const promises = visit.promises.map((one) => (one.id === promise ? { ...one, keptAt: now } : one));
    const { matchedCount } = await Visits.updateOne(
      { mall: mall._id, _id: id, version: visit.version },
      { $set: { promises }, $inc: { version: 1 } },
      { session: tx.session },
    );
    if (matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
    tx.changed('promises');
    tx.publish({ type: 'visit:answered', id, version: visit.version + 1, rooms: [`shop:${visit.merchant}`, `account:${actor.account}`] });
  });
}
