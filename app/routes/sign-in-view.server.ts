import { Accounts, RoleTerms } from '#models/account.server.ts';
import { Malls } from '#models/mall.server.ts';
import { Grids } from '#models/plan.server.ts';
import { levelsOf, listGrids } from '#app/mall/queries.server.ts';
import { env } from '#app/platform/env.server.ts';

/** User names of the demonstration, in the order of the sign-in page, and the one password they share. */
export const DEMO_PEOPLE = ['merchant', 'merchant2', 'leader', 'manager', 'assistant', 'information', 'supervisor', 'officer', 'lead', 'official', 'partner', 'operator'] as const;
export const DEMO_PASSWORD = 'demo-only-password';

/** What the sign-in page shows: the mall's cloth where the house has one mall, and who one can be in a demonstration. */
export async function signInView(next: string, now: Date) {
  const malls = await Malls.find({ state: 'open' }, { name: 1 }).sort({ _id: 1 }).limit(2).lean();
  const mall = malls[0];
  const grids = mall ? (await listGrids(mall._id)).slice(0, 60) : [];
  const levels = mall ? (await levelsOf(mall._id)).slice(0, 12) : [];
  return {
    next,
    mall: mall && grids.length > 0 ? { name: mall.name, shops: grids.reduce((sum, grid) => sum + grid.shops, 0), grids: grids.length } : null,
    floors: levels
      .map(({ _id, shortName }) => ({ shortName, grids: grids.filter((grid) => grid.levels[0] === _id).map(({ number, hue, weave }) => ({ number, hue, weave })) }))
      .filter((floor) => floor.grids.length > 0),
    demo: env().APP_MODE === 'demo' ? { password: DEMO_PASSWORD, people: await demoPeople(now) } : null,
  };
}

async function demoPeople(now: Date) {
  const rows = await Accounts.find({ userName: { $in: [...DEMO_PEOPLE] }, demo: true }, { userName: 1, names: 1 }).lean();
  const terms = await RoleTerms.find({ account: { $in: rows.map((row) => row._id) }, to: { $gt: now } }, { account: 1, grid: 1, mall: 1 }).setOptions({ dangerouslyAcrossMalls: true }).lean();
  const grids = await Grids.find({ _id: { $in: terms.map((term) => term.grid) } }, { number: 1 }).setOptions({ dangerouslyAcrossMalls: true }).lean();
  return DEMO_PEOPLE.flatMap((userName) => {
    const row = rows.find((each) => each.userName === userName);
    const grid = grids.find((each) => each._id === terms.find((term) => term.account === row?._id)?.grid)?.number;
    return row ? [{ userName, names: row.names, grid: grid ?? null }] : [];
  });
}
