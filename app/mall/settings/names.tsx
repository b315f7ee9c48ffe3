import { useLoaderData } from '@remix-run/react';
import type { PageHandle } from '#app/components/page-handle.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { NameFields } from './name-fields.tsx';
import { PartForm, useFill } from './part-form.tsx';
import { partPage, savePart } from './part.server.ts';

export const handle = { i18n: ['settings'], title: (t) => t('settings:part.names.name'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall, now }) => {
  const { view, based } = await partPage(request, mall, 'names', now);
  return { view, names: based.name };
});
export const action = savePart('names');

export default function NamesRoute() {
  const { view, names } = useLoaderData<typeof loader>();
  const fill = useFill();
  return (
    <PartForm view={view} fill={fill}>
      <NameFields prefix="name" names={names} fill={fill} optional />
    </PartForm>
  );
}
