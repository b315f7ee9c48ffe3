import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Field } from '#app/components/field.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { KEPT_THINGS, keptDays, LONGEST_KEPT } from '#app/platform/mall-settings.ts';
import { PartForm, useFill } from './part-form.tsx';
import { partPage, savePart } from './part.server.ts';

export const handle = { i18n: ['settings'], title: (t) => t('settings:part.keeping.name'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall, now }) => {
  const { view, based } = await partPage(request, mall, 'keeping', now);
  return { view, days: KEPT_THINGS.map((thing) => ({ thing, now: keptDays(based, thing), most: LONGEST_KEPT[thing] })) };
});
export const action = savePart('keeping');

/** How long personal things are kept: shorter than the rules of every mall, never longer. */
export default function KeepingRoute() {
  const { view, days } = useLoaderData<typeof loader>();
  const { t } = useTranslation('settings');
  const fill = useFill();
  return (
    <PartForm view={view} fill={fill}>
      {days.map(({ thing, now, most }) => (
        <Field key={thing} name={`days-${thing}`} type="number" min={1} max={most} label={t(`keeping.${thing}`)} hint={t('keeping.most', { count: most })} dir="ltr" defaultValue={fill.valueOf(`days-${thing}`, String(now))} error={fill.errorOf(`days-${thing}`)} />
      ))}
    </PartForm>
  );
}
