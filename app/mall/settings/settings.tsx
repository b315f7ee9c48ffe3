import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { SETTING_PARTS, type SettingPart } from '#models/mall-settings.server.ts';
import { Button, Buttons } from '#app/components/button.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import type { IconName } from '#app/components/icon-names.ts';
import { BackBar, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Strip } from '#app/components/states.tsx';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { confirmSettings, withdrawSettings } from './commands.server.ts';
import { listSettings, type SettingLine } from './queries.server.ts';
import { DecideSchema } from './schema.ts';
import { SettingLines } from './setting-lines.tsx';

export const handle = { i18n: ['settings', 'manage'], title: (t) => t('settings:title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, actor, mall, now }) => {
  const [coming, all] = await Promise.all([listSettings(mall._id, { state: ['waiting', 'planned'] }), listSettings(mall._id)]);
  const params = new URL(request.url).searchParams;
  const saved = SETTING_PARTS.find((part) => part === params.get('saved'));
  const state = (['waiting', 'planned', 'in-effect', 'unchanged'] as const).find((one) => one === params.get('state'));
  return { base: `/m/${mall.slug}/manage`, parts: SETTING_PARTS, coming, all, me: actor.account, zone: mall.zone, now, saved: saved ? { part: saved, state: state ?? 'in-effect' } : null };
});

export const action = authorised({ can: 'mall:manage' }, async ({ request, mall, actor, now }) =>
  submitForm(await request.formData(), DecideSchema, async ({ intent, version, back }) => {
    await (intent === 'confirm' ? confirmSettings : withdrawSettings)({ mall, actor, now }, version);
    const part = SETTING_PARTS.find((one) => one === back);
    return redirect(`/m/${mall.slug}/manage/settings${part ? `/${part}` : ''}`);
  }),
);

const ICONS: Record<SettingPart, IconName> = {
  names: 'pencil', time: 'clock', languages: 'language', calendar: 'calendar-time', trades: 'list', programs: 'apps', clocks: 'refresh', keeping: 'eraser', receivers: 'send', emergency: 'phone',
};

/** Every part of the settings, what is to come, and who set what when. */
export default function SettingsRoute() {
  const { base, parts, coming, all, me, zone, now, saved } = useLoaderData<typeof loader>();
  const { t } = useTranslation('settings');
  const errors = useFormErrors(useActionData<typeof action>(), 'settings');
  const buttons = ({ version, state, byId }: SettingLine) => (
    <Form method="post">
      <input type="hidden" name="version" value={version} />
      <Buttons>
        {state === 'waiting' && byId !== me && (
          <Button look="main" size="desk" name="intent" value="confirm">
            {t('decide.confirm')}
          </Button>
        )}
        <Button size="desk" name="intent" value="withdraw">
          {t('decide.withdraw')}
        </Button>
      </Buttons>
    </Form>
  );
  return (
    <>
      <BackBar to={base} title={t('title')} />
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      {saved && <Strip tone="ok" icon="check" title={t(`saved.${saved.state}`, { part: t(`part.${saved.part}.name`) })} live />}
      <FormErrorSummary errors={errors} />
      {coming.length > 0 && (
        <Section near>
          <SectionHead under={t('coming.hint')}>{t('coming.title')}</SectionHead>
          <Sheet list>
            <SettingLines lines={coming} zone={zone} now={now} action={buttons} />
          </Sheet>
        </Section>
      )}
      <Section near>
        <Sheet list>
          {parts.map((part) => (
            <LineLink key={part} to={`${base}/settings/${part}`} icon={ICONS[part]} under={t(`part.${part}.lead`)}>
              <b>{t(`part.${part}.name`)}</b>
            </LineLink>
          ))}
        </Sheet>
      </Section>
      {all.length > 0 && (
        <Section>
          <SectionHead under={t('history.lead')}>{t('history.title')}</SectionHead>
          <Sheet list>
            <SettingLines lines={all} zone={zone} now={now} />
          </Sheet>
        </Section>
      )}
    </>
  );
}
