import { beforeAll, describe, expect, it } from 'vitest';
import { Visits } from '#models/visit.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import { addShop, closeShop } from '#app/mall/roster/commands.server.ts';
import { takeDuePlans } from '#app/mall/roster/planned/take-effect.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { openRequest } from '#app/requests/commands.server.ts';
import { actOnRequest } from '#app/requests/acting.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { recordVisit } from '#app/visits/commands.server.ts';
import { buildOfficer, buildOwner, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { call, houseRoutes } from './house-routes.ts';
import { cookieOf } from './world.ts';

const ROUTES = await houseRoutes();
const SAID = '前一家店的难处';
let made: MadeMall;
let former: Actor;
let next: Actor;
let [shop, heir, number] = ['', '', ''];

async function buildBoth(planned: boolean): Promise<void> {
  await emptyDatabase();
  registerPrograms();
  const later = new Date(Date.now() - 3600_000);
  const now = planned ? new Date(Date.now() - 49 * 3600_000) : later;
  made = await makeMall({ now, grids: 1, shops: 2 });
  const { mall } = made;
  const place = made.shops[0]![0]!;
  [shop, former] = [place.merchant, place.owner];
  const manager = await buildVolunteer(mall._id, made.grids[0]!, 'manager', { now });
  const officer = await buildOfficer(mall._id, { now });
  await recordVisit({ mall, actor: manager, now }, shop, { clientId: newId(), outcome: 'met', language: 'zh', note: SAID, carbon: true, needs: [{ program: 'safety', words: SAID }], promises: [] });
  const opened = await openRequest({ mall, actor: former, now }, { account: former.account, role: 'merchant', merchant: shop, kind: 'borrow', words: { language: 'zh', words: SAID }, channel: 'ask' });
  number = opened.number;
  await actOnRequest({ mall, actor: former, now }, number, { command: { type: 'share', on: true } });
  const day = planned ? dayIn(later, mall.zone) : '';
  await closeShop({ mall, actor: officer, now }, shop, day);
  heir = await addShop({ mall, actor: officer, now }, { names: { zh: '接手的店' }, trade: 'fabrics', contact: '', wishedTime: '' }, { booth: place.number, part: '' }, day);
  if (planned) expect(await takeDuePlans(mall, later)).toBe(2);
  next = await buildOwner(mall._id, heir, { now });
}

/** Every page that an address of one mall and a record lead to, as this person gets it. */
async function pagesOf(actor: Actor, merchant: string): Promise<{ pattern: string; status: number; text: string }[]> {
  const visit = (await Visits.findOne({ mall: made.mall._id, merchant: shop }, { _id: 1 }).lean())?._id ?? '';
  const params: Record<string, string> = { mall: made.mall.slug, merchant, part: merchant, number, visit, unit: made.shops[0]![0]!.unit, grid: made.grids[0]!, level: made.level, office: made.office, program: 'mutual-aid' };
  const cookie = await cookieOf(actor.account);
  const pages = ROUTES.filter(({ pattern, loader }) => loader && [...pattern.matchAll(/:(\w+)\??/g)].every(([, name = '']) => name in params));
  const read: { pattern: string; status: number; text: string }[] = [];
  // One after the other: there are more pages than connections to the database.
  for (const { pattern, loader } of pages) {
    const { status, body } = await call(loader!, { pattern, params, cookie });
    read.push({ pattern, status, text: JSON.stringify(body ?? null) });
  }
  return read;
}
const telling = (pages: Awaited<ReturnType<typeof pagesOf>>) => pages.filter(({ text }) => text.includes(SAID)).map(({ pattern }) => pattern);

describe.each([{ how: 'at once', planned: false }, { how: 'on a day that was planned', planned: true }])('a booth that changes hands $how', ({ planned }) => {
  beforeAll(() => buildBoth(planned));

  it('the former tenant still reads what was written about its shop', async () => {
    const pages = telling(await pagesOf(former, shop));
    expect(pages.filter((pattern) => pattern.includes('record'))).not.toEqual([]);
    expect(pages.filter((pattern) => pattern.includes('requests'))).not.toEqual([]);
  });

  it('no page tells the next tenant of the booth a word of it, by her own shop’s address or by the former one’s', async () => {
    for (const merchant of [heir, shop]) expect(telling(await pagesOf(next, merchant))).toEqual([]);
    const statuses = new Map((await pagesOf(next, shop)).map(({ pattern, status }) => [pattern, status]));
    expect([statuses.get('m/:mall/requests/:number'), statuses.get('me/record/:part')].filter((status) => status !== undefined && status !== 404)).toEqual([]);
  });
});
