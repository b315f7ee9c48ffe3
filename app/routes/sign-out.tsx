import { redirect } from '@remix-run/node';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { endedCookie, findSession } from '#app/platform/sessions.server.ts';
import { signOut } from './sign-in.server.ts';

/** A POST only: a link or a picture elsewhere can't sign anybody out. */
export const action = openToAnyone(async ({ request, now }) => {
  const session = await findSession(request.headers.get('Cookie'), now);
  if (session) await signOut(session, now);
  return redirect('/sign-in', { headers: { 'Set-Cookie': await endedCookie() } });
});

export const loader = openToAnyone(() => redirect('/'));
