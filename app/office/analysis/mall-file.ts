import { authorised } from '#app/platform/authorise.server.ts';
import { analysisFile } from './files.server.ts';
import { lookAtMall } from './looking.server.ts';

/** The same that the office sees, as a sheet for everybody of the mall. */
export const loader = authorised({ can: 'notices:read' }, async ({ request, mall, now }) => {
  const { view, count } = await lookAtMall(request, mall, now);
  return analysisFile(request, { mall, view, count, name: mall.slug, page: `/m/${mall.slug}/analysis?weeks=${count}` });
});
