import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Fields, Select } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { forOperators } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { byLanguage } from '#app/platform/form-fields.ts';
import { NamesFields } from '#app/components/names-fields.tsx';
import { createOffice } from './commands.server.ts';
import { listOffices } from './queries.server.ts';
import { OFFICE_LEVELS } from './rules.ts';
import { NewOfficeSchema } from './schema.ts';

export const handle = { i18n: ['house'], title: (t) => t('house:offices.title'), bar: 'own' } satisfies PageHandle;

export const loader = forOperators(async () => ({ offices: await listOffices() }));

export const action = forOperators(async ({ request, actor, now }) =>
  submitForm(await request.formData(), NewOfficeSchema, async (input) => {
    const id = await createOffice(actor, { level: input.level, parent: input.parent || undefined, name: byLanguage('name', input) }, now);
    return redirect(`/house/offices/${id}`);
  }),
);

/** The tree of offices: community, subdistrict, district, city. */
export default function OfficesRoute() {
  const { offices } = useLoaderData<typeof loader>();
  const errors = useFormErrors(useActionData<typeof action>(), 'house');
  const { t } = useTranslation('house');
  const language = useLanguage();
  return (
    <>
      <BackBar to="/house" title={t('offices.title')} />
      <PageTitle lead={t('offices.lead')}>{t('offices.title')}</PageTitle>
      <Section near>
        {offices.length === 0 && <p className="pad quiet">{t('offices.none')}</p>}
        <Sheet list>
          {offices.map(({ id, name, level, depth }) => (
            <LineLink key={id} to={`/house/offices/${id}`} under={t(`level.${level}`)}>
              <span style={{ paddingInlineStart: `${depth * 1.25}rem` }}>
                <bdi>{pickLocalized(name, language)?.text}</bdi>
              </span>
            </LineLink>
          ))}
        </Sheet>
      </Section>
      <Section>
        <SectionHead>{t('offices.add')}</SectionHead>
        <KeptForm>
          <Fields>
            <FormErrorSummary errors={errors} labels={{ level: t('offices.level'), parent: t('offices.parent'), 'name-zh': t('offices.name') }} />
            <NamesFields label={t('offices.name')} errors={errors} />
            <Select name="level" label={t('offices.level')} error={errors.errorOf('level')} defaultValue={errors.valueOf('level', 'community')}>
              {OFFICE_LEVELS.map((level) => (
                <option key={level} value={level}>
                  {t(`level.${level}`)}
                </option>
              ))}
            </Select>
            <Select name="parent" label={t('offices.parent')} hint={t('offices.parent-hint')} optional error={errors.errorOf('parent')} defaultValue={errors.valueOf('parent', '')}>
              <option value="">–</option>
              {offices.map(({ id, name, level }) => (
                <option key={id} value={id}>
                  {`${pickLocalized(name, language)?.text ?? ''} · ${t(`level.${level}`)}`}
                </option>
              ))}
            </Select>
            <Button look="main" icon="plus">
              {t('offices.add')}
            </Button>
          </Fields>
        </KeptForm>
      </Section>
    </>
  );
}
