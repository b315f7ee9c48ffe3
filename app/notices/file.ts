import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { answerWithFile } from '#app/platform/file-answer.server.ts';
import { openFile } from '#app/platform/files.server.ts';
import { filesOf } from './files.server.ts';
import { getReadable } from './queries.server.ts';

/** A recording or picture of a notice, for those who may read it and for nobody else. Never kept by a browser or a proxy. */
export const loader = authorised({ can: 'notices:read' }, async ({ params, mall, actor }) => {
  const { notice } = await getReadable(mall._id, actor, String(params.notice));
  const id = String(params.attached);
  if (!filesOf(notice).includes(id)) throw notFound();
  const file = await openFile(mall._id, id, [`notice:${notice._id}`]);
  if (!file) throw notFound();
  return answerWithFile(file);
});
