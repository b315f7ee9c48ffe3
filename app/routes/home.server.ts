import type { InMallContext } from '#app/platform/authorise.server.ts';
import { confirmedShopsIn, ownedShopsIn, shopsIn } from '#app/platform/actor.ts';
import { findShops, listRoster } from '#app/mall/queries.server.ts';
import { waitingNumber } from '#app/accounts/invitations/queries.server.ts';
import { listToAcknowledge } from '#app/notices/waiting.server.ts';
import { postsIn } from '#app/requests/queries.server.ts';
import { countOpenInMall, countOwnOpen, listWaitingForMerchant } from '#app/requests/waiting.server.ts';
import { countHeld } from '#app/visits/held/queries.server.ts';
import { countRefusedPlans } from '#app/mall/roster/planned/queries.server.ts';
import { getCoverage } from '#app/visits/coverage.server.ts';
import { countOffersFor } from '#app/office/dispatch/queries.server.ts';
import { countOfferedPlans } from '#app/office/help-plans/queries.server.ts';
import { boxesOf, COUNCIL } from '#app/office/letters/policy.ts';
import { countWaitingLetters } from '#app/office/letters/queries.server.ts';
import { countAssociationWarnings } from '#app/office/warnings/queries.server.ts';
import { listUnansweredVisits } from '#app/visits/waiting.server.ts';
import { isBeginning } from './first-steps.server.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { inZone } from '#app/i18n/zone-days.ts';

/** Before noon, before six, after: in the mall's own time. */
function partOfDay(now: Date, zone: string): 'morning' | 'day' | 'evening' {
  const hour = Number(inZone(now, zone).time.slice(0, 2));
  return hour < 12 ? 'morning' : hour < 18 ? 'day' : 'evening';
}

/** A merchant's first page: what waits for her, who looks after her corner. */
export async function merchantHome({ request, actor, mall, known, shared, now }: InMallContext) {
  const merchants = shopsIn(actor, mall._id);
  const waits = confirmedShopsIn(actor, mall._id).length < merchants.length;
  const [shops, requests, visits, notices, open, unconfirmed] = await Promise.all([
    findShops(mall._id, merchants),
    listWaitingForMerchant(actor, mall._id, shared),
    listUnansweredVisits(mall._id, ownedShopsIn(actor, mall._id)),
    listToAcknowledge(mall, actor.account, detectLanguage(request), now),
    countOwnOpen(mall._id, actor.account),
    waits ? waitingNumber(actor.account, mall._id) : null,
  ]);
  const shop = [...shops.values()][0] ?? null;
  const roster = shop?.grid ? await listRoster(mall._id, [shop.grid._id], now) : [];
  const order = ['manager', 'leader', 'assistant', 'information', 'supervisor'];
  return {
    part: partOfDay(now, mall.zone),
    names: shop?.names ?? known.names,
    shop: shop && { unit: shop.unit, level: shop.level, grid: shop.grid },
    waiting: { requests, visits, notices },
    open,
    /** Number of the slip to show to a second person. */
    unconfirmed,
    roster: roster.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role)).map(({ account, names, role }) => ({ account, names, role })),
    zone: mall.zone,
    now,
  };
}

/** An officer's first page: live figures of her own mall. */
export async function officerHome({ actor, mall, now }: InMallContext) {
  const opensBox = boxesOf(actor, mall._id).includes(COUNCIL);
  const [beginning, coverage, requests, held, stuck, letters, warnings, plans, offers] = await Promise.all([isBeginning(mall._id), getCoverage({ mall, actor }), countOpenInMall(mall._id, now), countHeld(mall._id), countRefusedPlans(mall._id), opensBox ? countWaitingLetters(actor, mall._id) : null, countAssociationWarnings(mall, now), countOfferedPlans(mall._id), countOffersFor(actor, mall._id)]);
  const posts = postsIn(actor, mall._id);
  const own = { council: posts.some((post) => post !== 'lead'), program: posts.includes('lead') };
  return { beginning, round: coverage.round, total: coverage.total, requests, own, held, stuck, letters, warnings, plans, offers };
}
