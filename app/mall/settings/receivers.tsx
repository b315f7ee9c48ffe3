import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, FieldError, Select } from '#app/components/field.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { useFormats } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { CARRIED, SENT_BY } from '#app/platform/mall-settings.ts';
import { PartForm, useFill } from './part-form.tsx';
import { partPage, savePart } from './part.server.ts';

export const handle = { i18n: ['settings'], title: (t) => t('settings:part.receivers.name'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall, now }) => {
  const { view, based } = await partPage(request, mall, 'receivers', now);
  return { view, receivers: based.settings?.receivers ?? [] };
});
export const action = savePart('receivers');

/** To whom anything leaves the house by itself. Nobody is on this list until two officers put it there. */
export default function ReceiversRoute() {
  const { view, receivers } = useLoaderData<typeof loader>();
  const { t } = useTranslation('settings');
  const { formatDay, formatList } = useFormats();
  const fill = useFill();
  return (
    <PartForm view={view} fill={fill} labels={{ receiver: t('receivers.receiver'), purpose: t('receivers.purpose'), carries: t('receivers.carries'), url: t('receivers.url') }}>
      <p className="quiet">{t('receivers.two')}</p>
      {receivers.length === 0 && <p>{t('receivers.none')}</p>}
      {receivers.map(({ id, name, purpose, carries, since, address }) => (
        <CheckboxLine key={id} name={`stays-${id}`} defaultChecked={fill.checked(`stays-${id}`, true)} under={`${formatList(carries.map((what) => t(`carried.${what}`)))} · ${t('receivers.since', { day: formatDay(since) })}${address ? ` · ${address.url}` : ''}`}>
          <bdi>{name}</bdi> · <bdi>{purpose}</bdi>
        </CheckboxLine>
      ))}
      <h2>{t('receivers.new')}</h2>
      <Field name="receiver" label={t('receivers.receiver')} optional dir="auto" maxLength={120} defaultValue={fill.valueOf('receiver')} error={fill.errorOf('receiver')} />
      <Field name="purpose" label={t('receivers.purpose')} optional dir="auto" maxLength={300} defaultValue={fill.valueOf('purpose')} error={fill.errorOf('purpose')} />
      <fieldset id="f-carries">
        <legend>{t('receivers.carries')}</legend>
        {CARRIED.map((what) => (
          <CheckboxLine key={what} name={`carries-${what}`} defaultChecked={fill.checked(`carries-${what}`, false)}>
            {t(`carried.${what}`)}
          </CheckboxLine>
        ))}
        {fill.errorOf('carries') && <FieldError id="f-carries-error">{fill.errorOf('carries')}</FieldError>}
      </fieldset>
      <Select name="by" label={t('receivers.by')} optional defaultValue={fill.valueOf('by')} error={fill.errorOf('by')}>
        <option value="">{t('receivers.not-by-itself')}</option>
        {SENT_BY.map((by) => (
          <option key={by} value={by}>
            {t(`receivers.sent-by.${by}`)}
          </option>
        ))}
      </Select>
      <Field name="url" label={t('receivers.url')} hint={t('receivers.url-hint')} optional dir="ltr" inputMode="url" maxLength={300} defaultValue={fill.valueOf('url')} error={fill.errorOf('url')} />
      <Field name="jurisdiction" label={t('receivers.jurisdiction')} optional dir="ltr" maxLength={80} defaultValue={fill.valueOf('jurisdiction')} error={fill.errorOf('jurisdiction')} />
    </PartForm>
  );
}
