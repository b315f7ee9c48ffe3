import { getLevelPlan, listLevels } from '#app/mall/plan.server.ts';
import type { MallPrograms } from '#app/platform/mall-settings.ts';
import { ownerMark } from '#app/platform/known-browser.server.ts';
import { shopsThatSign } from '../counter/queries.server.ts';
import { type Day, getDay } from '../day.server.ts';
import { findOpenRound } from '../offering.server.ts';
import { askedIn } from '../questions/queries.server.ts';
import { needsOf } from '../rounds/needs.ts';
import { recordDayLooks } from '../day-looks.server.ts';
import { type Doing, findVisitables } from '../visitable.server.ts';
import type { Pack, PackLevel } from './pack.ts';
import { FORM_VERSION } from './schema.ts';
import { stampOf } from './stamp.server.ts';

/** Levels that travel along; a grid has units on one or two. */
const MOST_LEVELS = 3;
const LINK = /<a data-u="([^"]*)"[^>]*>(.*?)<\/a>/g;

/** Her day as it can be taken along; a look at every shop of her grids, as when she opens it. */
export async function getPack(doing: Doing, programs: MallPrograms): Promise<Pack> {
  const { mall, actor, now } = doing;
  const day = await getDay(doing);
  const visitable = await findVisitables(doing, day.stops.map(({ merchant }) => merchant));
  const signing = await shopsThatSign(mall._id, day.stops.map(({ merchant }) => merchant));
  const open = day.round && (await findOpenRound(mall._id));
  const questions = await askedIn(mall._id, open);
  const { levels, places } = await plansOf(doing, day);
  await recordDayLooks(doing);
  const server = now.getTime();
  return {
    v: 1,
    owner: ownerMark(actor.account),
    mall: { slug: mall.slug, name: mall.name, zone: mall.zone },
    programs,
    server,
    stamp: stampOf({ account: actor.account, mall: mall._id, server }),
    form: FORM_VERSION,
    today: day.today,
    round: day.round && { id: day.round.id, number: day.round.number, name: day.round.name, closesOn: day.round.closesOn, questions, needs: needsOf(open ?? {}) },
    grids: day.grids,
    shops: day.shops,
    offered: day.offered,
    stops: day.stops.flatMap(({ merchant, names, trade, tradeNames, unit, level, asked, wishedTime, interpreter }) => {
      const shop = visitable.get(merchant);
      if (!shop || typeof shop === 'string') return [];
      return [{ merchant, names, trade, tradeNames, number: unit?.number ?? '', level: level?.id ?? null, at: places.get(unit?.id ?? '') ?? null, asked, wishedTime, hasAccount: shop.hasAccount, ...(interpreter && { interpreter }), ...(signing.has(merchant) && { signs: true }) }];
    }),
    promises: day.promises.filter(({ state }) => state !== 'kept' && state !== 'not-kept').map(({ id, names, words, dueOn, contest }) => ({ id, names, words, dueOn, contest })),
    levels,
  };
}

async function plansOf({ mall }: Doing, day: Day): Promise<{ levels: PackLevel[]; places: Map<string, { x: number; y: number }> }> {
  const wanted = [...new Set(day.stops.flatMap(({ level }) => level?.id ?? []))].slice(0, MOST_LEVELS);
  const cards = (await listLevels(mall._id)).levels.filter(({ _id }) => wanted.includes(_id));
  const plans = await Promise.all(cards.map((level) => getLevelPlan(mall, level)));
  return {
    // Its links lead to pages that need a network.
    levels: plans.map(({ viewBox, markup }, at) => ({ id: cards[at]?._id ?? '', shortName: cards[at]?.shortName ?? '', viewBox, markup: markup.replace(LINK, '<g data-u="$1">$2</g>') })),
    places: new Map(plans.flatMap(({ places }) => [...places].map(([unit, { x, y }]) => [unit, { x, y }] as const))),
  };
}
