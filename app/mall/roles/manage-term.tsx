import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useFormErrors } from '#app/components/form-errors.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { actOnTerm } from './term-acts.server.ts';
import { placeAddress } from './places.ts';
import { TermView } from './term-forms.tsx';
import { getTermPage } from './term-page.server.ts';

export const handle = { i18n: ['roles'], title: (t) => t('roles:title.term'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'roles:oversee' }, async ({ params, mall, actor, now }) => {
  const page = await getTermPage({ mall, actor, now }, String(params.term));
  return { ...page, back: placeAddress(mall.slug, page.term) };
});

export const action = authorised({ can: 'roles:oversee' }, async ({ request, params, mall, actor, now }) => {
  const doing = { mall, actor, now };
  const id = String(params.term);
  const { term } = await getTermPage(doing, id);
  return actOnTerm(request, doing, id, () => redirect(`${placeAddress(mall.slug, term)}?done=1`));
});

/** Another's term, for the council and the head of the level. */
export default function ManageTermRoute() {
  const { back, ...page } = useLoaderData<typeof loader>();
  return <TermView to="manage" back={back} page={page} errors={useFormErrors(useActionData<typeof action>(), 'roles')} />;
}
