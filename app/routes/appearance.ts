import { redirect } from '@remix-run/node';
import { isScheme, schemeCookie } from '#app/components/scheme.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { env } from '#app/platform/env.server.ts';
import { safePath } from '#app/platform/paths.ts';

/** Remembers light or dark and goes back. */
export const action = openToAnyone(async ({ request }) => {
  const form = await request.formData();
  const scheme = form.get('scheme');
  const headers = new Headers();
  if (isScheme(scheme)) headers.set('Set-Cookie', schemeCookie(scheme, { secure: env().secure }));
  return redirect(safePath(form.get('next')), { headers, status: 303 });
});

export const loader = openToAnyone(() => redirect('/'));
