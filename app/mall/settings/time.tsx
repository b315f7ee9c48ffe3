import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Select } from '#app/components/field.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { useFormats } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { PartForm, useFill } from './part-form.tsx';
import { partPage, savePart, zonesOf } from './part.server.ts';

export const handle = { i18n: ['settings'], title: (t) => t('settings:part.time.name'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall, now }) => {
  const { view, based } = await partPage(request, mall, 'time', now);
  return { view, zone: based.zone, zones: zonesOf(based), also: based.settings?.also ?? '' };
});
export const action = savePart('time');

export default function TimeRoute() {
  const { view, zone: own, zones, also } = useLoaderData<typeof loader>();
  const { t } = useTranslation('settings');
  const { zoneWord } = useFormats();
  const fill = useFill();
  const words = (zone: string) => `${zoneWord(zone, view.now)} · ${zone}`;
  return (
    <PartForm view={view} fill={fill} clocks labels={{ zone: t('time.zone'), also: t('time.also') }}>
      <Select name="zone" label={t('time.zone')} defaultValue={fill.valueOf('zone', own)} error={fill.errorOf('zone')}>
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {words(zone)}
          </option>
        ))}
      </Select>
      <Select name="also" label={t('time.also')} hint={t('time.also-hint')} defaultValue={fill.valueOf('also', also)} error={fill.errorOf('also')}>
        <option value="">{t('time.only-one')}</option>
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {words(zone)}
          </option>
        ))}
      </Select>
    </PartForm>
  );
}
