import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised, notFound, requireAsked } from '#app/platform/authorise.server.ts';
import { answerWithFile } from '#app/platform/file-answer.server.ts';
import { openFile } from '#app/platform/files.server.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { recoveredLately } from '#app/platform/proof.ts';
import { getCase } from './case.server.ts';
import { wordsIn } from './engine/events.ts';
import { factsFor } from './people.server.ts';
import { eventsFor, sideOf } from './engine/rooms.ts';
import { isOther, isRequester, readersOf, sightOf } from './policy.ts';

/** A picture or recording of a request, for those who see all of it. Never kept by a browser or a proxy. */
export const loader = authorised({ can: 'requests:read' }, async (context) => {
  const { params, mall, actor, now } = context;
  const { row, state, events } = await getCase(mall._id, String(params.number));
  if (state.confidential && recoveredLately(actor, now)) throw notFound();
  const facts = await factsFor(actor, mall._id, state);
  const id = String(params.file);
  if (sightOf(facts, state) !== 'full' || !wordsIn(eventsFor(sideOf(actor.account, state), events)).attachments.includes(id)) throw notFound();
  if (state.confidential) requireAsked(context, String(params.number));
  const file = await openFile(mall._id, id, readersOf(row._id, facts, state));
  if (!file) throw notFound();
  if (!isRequester(facts, state) && !isOther(facts, state)) {
    await recordLook({ mall: mall._id, subject: `account:${state.requester}`, viewer: actor.account, role: facts.roles[0] ?? facts.posts[0] ?? 'member', purpose: 'request', day: dayIn(now, mall.zone), now });
  }
  return answerWithFile(file);
});
