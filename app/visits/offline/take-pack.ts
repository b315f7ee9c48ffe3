import { programsHere } from '#app/i18n/programs-here.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { getPack } from './pack.server.ts';

/** The day as data, for the phone alone; with `still`, only whether she still visits here. */
export const loader = authorised({ can: 'visits:record' }, async ({ request, mall, actor, now }) => {
  const still = new URL(request.url).searchParams.has('still');
  const body = still ? { still: true } : await getPack({ mall, actor, now }, programsHere(mall, request));
  return Response.json(body, { headers: { 'Cache-Control': 'no-store' } });
});
