import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckGrid, RadioTiles } from '#app/components/choice.tsx';
import { Field, Fields, Select } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { LANGUAGES, OWN_NAMES, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { forOperators } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { byLanguage } from '#app/platform/form-fields.ts';
import { NamesFields } from '#app/components/names-fields.tsx';
import { createMall } from './commands.server.ts';
import { listOffices } from './queries.server.ts';
import { NewMallSchema } from './schema.ts';

export const handle = { i18n: ['house'], title: (t) => t('house:mall.new'), bar: 'own' } satisfies PageHandle;

export const loader = forOperators(async () => ({ offices: await listOffices() }));

export const action = forOperators(async ({ request, actor, now }) => {
  const form = await request.formData();
  const input = { ...Object.fromEntries(form), languages: form.getAll('languages') };
  return submitForm(
    form,
    NewMallSchema,
    async (mall) => {
      await createMall(actor, { ...mall, name: byLanguage('name', mall) }, now);
      return redirect(`/house/malls/${mall.slug}`);
    },
    input,
  );
});

/** A mall that is empty and says so; its association fills it. */
export default function NewMallRoute() {
  const { offices } = useLoaderData<typeof loader>();
  const errors = useFormErrors(useActionData<typeof action>(), 'house');
  const { t } = useTranslation('house');
  const language = useLanguage();
  return (
    <>
      <BackBar to="/house" title={t('mall.new')} />
      <PageTitle lead={t('mall.new-lead')}>{t('mall.new')}</PageTitle>
      <KeptForm>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ slug: t('mall.slug'), code: t('mall.code'), zone: t('mall.zone'), languages: t('mall.languages'), office: t('mall.office'), 'name-zh': t('mall.name') }} />
          <NamesFields label={t('mall.name')} errors={errors} />
          <Field name="slug" label={t('mall.slug')} hint={t('mall.slug-hint')} error={errors.errorOf('slug')} defaultValue={errors.valueOf('slug')} dir="ltr" autoCapitalize="none" spellCheck={false} autoComplete="off" />
          <Field name="code" label={t('mall.code')} hint={t('mall.code-hint')} error={errors.errorOf('code')} defaultValue={errors.valueOf('code')} dir="ltr" autoCapitalize="characters" spellCheck={false} autoComplete="off" maxLength={3} />
          <RadioTiles
            name="zone"
            legend={t('mall.zone')}
            columns={2}
            defaultValue={errors.valueOf('zone', 'Asia/Urumqi')}
            options={[
              { value: 'Asia/Urumqi', label: t('mall.zone-urumqi') },
              { value: 'Asia/Shanghai', label: t('mall.zone-shanghai') },
            ]}
          />
          <CheckGrid name="languages" legend={t('mall.languages')} error={errors.errorOf('languages')} defaultValue={LANGUAGES} options={LANGUAGES.map((value) => ({ value, label: <bdi lang={value}>{OWN_NAMES[value]}</bdi> }))} />
          <Select name="office" label={t('mall.office')} hint={t('mall.office-hint')} optional error={errors.errorOf('office')} defaultValue={errors.valueOf('office', '')}>
            <option value="">–</option>
            {offices.map(({ id, name, depth }) => (
              <option key={id} value={id}>
                {`${'– '.repeat(depth)}${pickLocalized(name, language)?.text ?? ''}`}
              </option>
            ))}
          </Select>
          <Button look="main" size="thumb" wide>
            {t('mall.create')}
          </Button>
        </Fields>
      </KeptForm>
    </>
  );
}
