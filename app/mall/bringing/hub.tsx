import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { Field, Fields, Select } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { refuseForm } from '#app/platform/form.server.ts';
import { newImportId, startImport } from './commands.server.ts';
import { listImports, planSums } from './queries.server.ts';
import { OptionsSchema } from './schema.ts';
import { MOST_UPLOAD, receiveFiles } from './upload.server.ts';
import styles from './bringing.module.css';

export const handle = { i18n: ['bringing', 'manage'], title: (t) => t('bringing:title') } satisfies PageHandle;

export const loader = authorised({ can: 'map:edit' }, async ({ mall }) => {
  const [imports, plan] = await Promise.all([listImports(mall._id), planSums(mall._id)]);
  return { base: `/m/${mall.slug}/manage`, zone: mall.zone, imports, plan, most: MOST_UPLOAD / 1024 / 1024 };
});

/** Takes the files as they come; what is in them is found out by a job. */
export const action = authorised({ can: 'map:edit' }, async ({ request, mall, actor, now }) => {
  const id = newImportId();
  const { values, refused } = await receiveFiles(request, { mall: mall._id, import: id });
  if (refused) return refuseForm({ files: refused }, values);
  const options = OptionsSchema.parse(values);
  await startImport({ mall, actor, now }, { id, kind: options.kind, options });
  return redirect(`/m/${mall.slug}/manage/map-import/${id}`);
});

/** Every way in which a plan comes into the mall, and what came before. */
export default function MapImportRoute() {
  const { base, zone, imports, plan, most } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['bringing', 'manage', 'common']);
  const language = useLanguage();
  const formats = useFormats();
  const errors = useFormErrors(useActionData(), 'bringing');
  const sending = useNavigation().state === 'submitting';
  const [isTooBig, setTooBig] = useState(false);
  const tooBig = isTooBig ? t('refused.too-big', { max: most }) : undefined;
  const weigh = ({ files }: HTMLInputElement) => setTooBig([...(files ?? [])].reduce((sum, { size }) => sum + size, 0) > most * 1024 * 1024);
  return (
    <>
      <BackBar to={base} title={t('manage:title')} />
      <PageTitle lead={plan.levels > 0 ? t('hub.there', { levels: plan.levels, units: plan.units }) : t('hub.nothing-yet')}>{t('title')}</PageTitle>
      <Section near>
        <SectionHead under={t('hub.file-lead')}>{t('hub.file')}</SectionHead>
        <Form method="post" encType="multipart/form-data" onSubmit={(event) => isTooBig && event.preventDefault()}>
          <Fields>
            <FormErrorSummary errors={errors} labels={{ files: t('hub.files') }} />
            <Field type="file" name="files" multiple accept=".zip,.geojson,.json" label={t('hub.files')} hint={t('hub.files-hint', { max: most })} error={tooBig ?? errors.errorOf('files')} onChange={(event) => weigh(event.currentTarget)} />
            <Select name="kind" label={t('hub.kind')} defaultValue={errors.valueOf('kind', 'auto')}>
              {(['auto', 'imdf', 'geojson', 'osm'] as const).map((kind) => (
                <option key={kind} value={kind}>
                  {t(`kind.${kind}`)}
                </option>
              ))}
            </Select>
            {plan.buildings.length > 0 && (
              <Select name="building" label={t('hub.building')} hint={t('hub.building-hint')} defaultValue={errors.valueOf('building', 'auto')}>
                <option value="auto">{t('hub.building-auto')}</option>
                {plan.buildings.map(({ _id, name }, at) => (
                  <option key={_id} value={_id}>
                    {pickLocalized(name, language)?.text ?? t('hub.building-nth', { number: at + 1 })}
                  </option>
                ))}
                <option value="new">{t('hub.building-new')}</option>
              </Select>
            )}
            <div>
              <Button look="main" icon="upload" disabled={sending}>
                {sending ? t('hub.sending') : t('hub.read')}
              </Button>
            </div>
            <p className="quiet small">{t('hub.nothing-changes')}</p>
          </Fields>
        </Form>
      </Section>
      <Section>
        <SectionHead>{t('hub.other-ways')}</SectionHead>
        <Sheet list>
          <LineLink to={`${base}/map-import/quick`} icon="apps" under={t('quick.hint')}>
            <b>{t('quick.title')}</b>
          </LineLink>
          <LineLink to={`${base}/map-edit${plan.levels > 0 ? '' : '/floor'}`} icon="photo" under={t('backdrop.hint')}>
            <b>{t('backdrop.title')}</b>
          </LineLink>
        </Sheet>
      </Section>
      {plan.levels > 0 && (
        <Section>
          <SectionHead under={t('export.hint')}>{t('export.title')}</SectionHead>
          <div className={styles.inset}>
            <ButtonLink to={`${base}/map-import/export`} external icon="download">
              {t('export.button')}
            </ButtonLink>
          </div>
        </Section>
      )}
      {imports.length > 0 && (
        <Section>
          <SectionHead>{t('hub.before')}</SectionHead>
          <Sheet list>
            {imports.map(({ id, kind, state, units, at }) => (
              <LineLink key={id} to={`${base}/map-import/${id}`} under={`${t(`state.${state}`)} · ${formats.formatDateTime(at, { zone })}`}>
                <b>{t(`kind.${kind}`)}</b>
                {units !== null && <> · {t('count.units', { count: units })}</>}
              </LineLink>
            ))}
          </Sheet>
        </Section>
      )}
    </>
  );
}
