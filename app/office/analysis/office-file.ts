import { atOffice } from '#app/platform/authorise.server.ts';
import { analysisFile } from './files.server.ts';
import { lookFromOffice } from './looking.server.ts';

/** What an office looks at, as a sheet. */
export const loader = atOffice(async ({ request, office, now }) => {
  const { view, count, known, mall } = await lookFromOffice(request, office, now);
  return analysisFile(request, { mall: known, view, count, name: mall, page: `/office/${office}/analysis?mall=${mall}&weeks=${count}` });
});
