import { Memberships, RoleTerms } from '#models/account.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import { namesOf } from '#app/mall/queries.server.ts';

/** Every name by which somebody of the mall could be meant: of its shops, their people, its volunteers and officers. */
export async function namesHere(mall: string): Promise<string[]> {
  const [shops, members, terms] = await Promise.all([
    Merchants.find({ mall, status: 'open' }, { names: 1 }).lean(),
    Memberships.find({ mall }, { account: 1 }).lean(),
    RoleTerms.find({ mall }, { account: 1 }).lean(),
  ]);
  const people = await namesOf([...new Set([...members, ...terms].map(({ account }) => account))]);
  return [...shops.map(({ names }) => names), ...people.values()].flatMap((names) => Object.values(names));
}
