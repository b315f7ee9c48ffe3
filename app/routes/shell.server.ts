import { hasToStop } from '#app/accounts/recovery/queries.server.ts';
import { programsHere } from '#app/i18n/programs-here.server.ts';
import type { SignedIn } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { countWaitingNotices } from '#app/notices/queries.server.ts';
import { countWaitingRequests } from '#app/requests/waiting.server.ts';
import { viewIn } from './views.ts';

/** What the shell around a mall's pages shows; names are picked by language on the page. */
export async function shellOf({ request, actor, known, now, session }: SignedIn, mall: KnownMall) {
  const cookies = request.headers.get('Cookie');
  const view = viewIn(actor, mall._id, cookies);
  const [requests, notices, recovering] = await Promise.all([countWaitingRequests(actor, mall._id, view), countWaitingNotices(actor, mall._id, cookies, now), hasToStop(actor, now)]);
  return {
    view,
    mall: { id: mall._id, slug: mall.slug, name: mall.name, zone: mall.zone },
    also: mall.settings?.also,
    person: { names: known.names },
    device: session.device,
    recovering,
    counts: { requests, notices },
    programs: programsHere(mall, request),
  };
}
