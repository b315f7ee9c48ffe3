import { redirect } from '@remix-run/node';
import { Requests } from '#models/request.server.ts';
import { Malls } from '#models/mall.server.ts';
import { notFound, signedIn } from '#app/platform/authorise.server.ts';
import { findCase } from './case.server.ts';
import { readNumber } from './numbers.ts';
import { factsFor } from './people.server.ts';
import { sightOf } from './policy.ts';

/** `/r/<number>`, as it is written on slips: leads to the request in its mall, and says nothing to anybody who may not see it. */
export const loader = signedIn(async ({ params, actor }) => {
  const number = readNumber(String(params.number));
  if (!number) throw notFound();
  const ids = [...new Set(actor.memberships.flatMap((m) => ('mall' in m ? [m.mall] : [])))];
  const malls = await Malls.find({ _id: { $in: ids }, code: number.split('-')[0], state: 'open' }, { slug: 1 }).limit(20).lean();
  for (const { _id, slug } of malls) {
    const row = await Requests.findOne({ mall: _id, number }, { grid: 1 }).lean();
    const found = row && (await findCase(_id, number));
    if (found && sightOf(await factsFor(actor, _id, found.state), found.state) !== 'none') throw redirect(`/m/${slug}/requests/${number}`);
  }
  throw notFound();
});

export default function FindRequestRoute() {
  return null;
}
