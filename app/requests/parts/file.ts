import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { answerWithFile } from '#app/platform/file-answer.server.ts';
import { openFile } from '#app/platform/files.server.ts';
import { eventsOfPart, isOpenPart } from '../engine/parts.ts';
import { wordsIn } from '../engine/events.ts';
import { getHeldPart } from './commands.server.ts';

/** A picture of one part, for whoever has it to do. */
export const loader = authorised({ can: 'requests:read' }, async ({ params, mall, actor, now }) => {
  const { found, part } = await getHeldPart({ mall, actor, now }, String(params.task));
  const id = String(params.file);
  if (!isOpenPart(part) || !wordsIn(eventsOfPart(part.id, found.events)).attachments.includes(id)) throw notFound();
  const file = await openFile(mall._id, id, [`part:${part.id}`]);
  if (!file) throw notFound();
  return answerWithFile(file);
});
