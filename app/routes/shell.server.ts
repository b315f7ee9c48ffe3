import type { SignedIn } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { countToAcknowledge } from '#app/notices/waiting.server.ts';
import { countWaitingRequests } from '#app/requests/waiting.server.ts';
import { viewIn } from './views.ts';

/** What the shell around a mall's pages shows; names are picked by language on the page. */
export async function shellOf({ request, actor, known }: SignedIn, mall: KnownMall) {
  const view = viewIn(actor, mall._id, request.headers.get('Cookie'));
  const [requests, notices] = await Promise.all([countWaitingRequests(actor, mall._id, view), countToAcknowledge(mall._id, actor.account)]);
  return {
    view,
    mall: { id: mall._id, slug: mall.slug, name: mall.name, zone: mall.zone },
    person: { names: known.names },
    counts: { requests, notices },
  };
}
