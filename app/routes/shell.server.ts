import { hasToStop } from '#app/accounts/recovery/queries.server.ts';
import { programsHere } from '#app/i18n/programs-here.server.ts';
import type { SignedIn } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { listAlarms } from '#app/notices/alarms.server.ts';
import { countWaitingNotices } from '#app/notices/queries.server.ts';
import { seenOf } from '#app/notices/seen.ts';
import { isAnyonesHere } from '#app/office/dispatch/policy.ts';
import { countOffersFor } from '#app/office/dispatch/queries.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';
import { countWaitingRequests } from '#app/requests/waiting.server.ts';
import { viewIn } from './views.ts';

/** Numbers on the tabs, by reader and view; which of a mall's roles she has is as old as her session at most. */
const counts = () => memoryOf<{ requests: number; notices: number; offers: number }>('shell-counts', ['requests', 'deliveries', 'notices', 'incidents']);

/** What the shell around a mall's pages shows; names are picked by language on the page. */
export async function shellOf({ request, actor, known, now, session }: SignedIn, mall: KnownMall) {
  const cookies = request.headers.get('Cookie');
  const view = viewIn(actor, mall._id, cookies);
  const countAll = async () => {
    const [requests, notices, offers] = await Promise.all([countWaitingRequests(actor, mall._id, view), countWaitingNotices(actor, mall._id, cookies, now), isAnyonesHere(actor, mall._id) ? countOffersFor(actor, mall._id) : 0]);
    return { requests, notices, offers };
  };
  const [waiting, recovering, alarms] = await Promise.all([counts().get([actor.account, mall._id, view, seenOf(cookies) ?? ''].join(' '), countAll), hasToStop(actor, now), listAlarms(mall, actor.account, detectLanguage(request), now)]);
  return {
    view,
    mall: { id: mall._id, slug: mall.slug, name: mall.name, zone: mall.zone },
    also: mall.settings?.also,
    person: { names: known.names },
    device: session.device,
    recovering,
    counts: waiting,
    alarms,
    programs: programsHere(mall, request),
  };
}
