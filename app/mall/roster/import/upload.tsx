import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useNavigation, Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, Line, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { LANGUAGES, OWN_NAMES } from '#app/i18n/languages.ts';
import { useFormats } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { formValues, refuseForm } from '#app/platform/form.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { checkFile } from './checking.server.ts';
import { listImports } from './queries.server.ts';
import { LARGEST_FILE, MOST_ROWS } from './read-table.server.ts';
import styles from '../roster.module.css';

export const handle = { i18n: ['roster'], title: (t) => t('roster:import.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, now }) => ({
  base: `/m/${mall.slug}/manage/roster`,
  zone: mall.zone,
  now,
  most: { rows: MOST_ROWS, megabytes: LARGEST_FILE / 1024 / 1024 },
  imports: await listImports(mall._id),
}));

/** The file is looked at first: nothing is changed before somebody has seen what would be. */
export const action = authorised({ can: 'mall:manage' }, async ({ request, actor, mall, now }) => {
  const form = await request.formData();
  const file = form.get('file');
  if (!file || typeof file === 'string') return refuseForm({ file: { key: 'roster:file.none' } }, formValues(form));
  if (file.size > LARGEST_FILE) return refuseForm({ file: { key: 'roster:file.too-big', params: { max: LARGEST_FILE / 1024 / 1024 } } }, formValues(form));
  try {
    const id = await checkFile({ mall, actor, now }, Buffer.from(await file.arrayBuffer()), detectLanguage(request));
    return redirect(`/m/${mall.slug}/manage/roster/import/${id}`);
  } catch (error) {
    if (error instanceof Refusal) return refuseForm({ [error.field]: error.reason }, formValues(form));
    throw error;
  }
});

export default function ImportRoute() {
  const { base, zone, now, most, imports } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const { formatDateTime } = useFormats();
  const errors = useFormErrors(useActionData(), 'roster');
  const sending = useNavigation().state === 'submitting';
  return (
    <>
      <BackBar to={base} title={t('import.title')} />
      <PageTitle lead={t('import.lead')}>{t('import.title')}</PageTitle>
      <Form method="post" encType="multipart/form-data" className={styles.form} noValidate>
        <FormErrorSummary errors={errors} />
        <Fields>
          <Field name="file" type="file" label={t('import.file')} hint={t('import.file-hint', most)} accept=".xlsx,.csv,.txt,.tsv" error={errors.errorOf('file')} />
          <div>
            <Button look="main" disabled={sending}>
              {sending ? t('import.checking') : t('import.check')}
            </Button>
          </div>
        </Fields>
      </Form>
      <Section>
        <SectionHead under={t('import.templates-hint')}>{t('import.templates')}</SectionHead>
        <Sheet list>
          {LANGUAGES.map((language) => (
            <Line key={language}>
              <div className="row">
                <span className="grow" lang={language}>
                  <bdi>{OWN_NAMES[language]}</bdi>
                </span>
                {(['xlsx', 'csv'] as const).map((format) => (
                  <a key={format} className={styles.file} href={`${base}/template?in=${language}&as=${format}`} download aria-label={`${OWN_NAMES[language]} ${format.toUpperCase()}`}>
                    {format.toUpperCase()}
                  </a>
                ))}
              </div>
            </Line>
          ))}
        </Sheet>
      </Section>
      <Section>
        <SectionHead under={t('import.columns-hint')}>{t('import.columns')}</SectionHead>
        <p className="pad small">{t('import.columns-list')}</p>
      </Section>
      {imports.length > 0 && (
        <Section>
          <SectionHead under={t('import.kept')}>{t('import.recent')}</SectionHead>
          <Sheet list>
            {imports.map(({ id, state, rows, createdAt }) => (
              <LineLink key={id} to={`${base}/import/${id}`} under={formatDateTime(createdAt, { zone, now })}>
                {t(`import.state-${state}`)} · {t('import.rows', { count: rows })}
              </LineLink>
            ))}
          </Sheet>
        </Section>
      )}
    </>
  );
}
