import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useFormErrors } from '#app/components/form-errors.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import { signedIn } from '#app/platform/authorise.server.ts';
import { actOnTerm } from './term-acts.server.ts';
import { MY_ROLES } from './places.ts';
import { TermView } from './term-forms.tsx';
import { getMallOfOwnTerm, getTermPage } from './term-page.server.ts';

export const handle = { i18n: ['roles'], title: (t) => t('roles:title.term'), bar: 'own' } satisfies PageHandle;

export const loader = signedIn(async ({ params, actor, now }) => {
  const id = String(params.term);
  return getTermPage({ mall: await getMallOfOwnTerm(actor, id, now), actor, now }, id);
});

export const action = signedIn(async ({ request, params, actor, now }) => {
  const id = String(params.term);
  const mall = await getMallOfOwnTerm(actor, id, now);
  return actOnTerm(request, { mall, actor, now }, id, () => redirect(`${MY_ROLES}?done=1`));
});

/** One's own term: a deputy, handing over, laying it down. */
export default function MyTermRoute() {
  const page = useLoaderData<typeof loader>();
  return <TermView to="mine" back={MY_ROLES} page={page} errors={useFormErrors(useActionData<typeof action>(), 'roles')} />;
}
