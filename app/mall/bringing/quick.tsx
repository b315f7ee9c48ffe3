import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { RadioTiles } from '#app/components/choice.tsx';
import { Field, FieldRow, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, Dock, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { newImportId, startImport } from './commands.server.ts';
import { QuickSchema } from './schema.ts';

export const handle = { i18n: ['bringing'], title: (t) => t('bringing:quick.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'map:edit' }, ({ mall }) => ({ hub: `/m/${mall.slug}/manage/map-import` }));

export const action = authorised({ can: 'map:edit' }, async ({ request, mall, actor, now }) =>
  submitForm(await request.formData(), QuickSchema, async (plan) => redirect(`/m/${mall.slug}/manage/map-import/${await startImport({ mall, actor, now }, { id: newImportId(), kind: 'quick', options: plan })}`)),
);

const START = { levels: '3', lowest: '1', rows: '4', booths: '20', width: '3', depth: '4', corridor: '2.5' } as const;
const NUMBERINGS = { 'level-running': 'F1-001, F1-002, F2-001', 'level-row': 'F1-0101, F1-0102, F1-0201', running: '0001, 0002, 0003' } as const;

/** A mall from a handful of numbers; the dry run shows what they make. */
export default function QuickRoute() {
  const { hub } = useLoaderData<typeof loader>();
  const { t } = useTranslation('bringing');
  const errors = useFormErrors(useActionData(), 'bringing');
  const { errorOf, valueOf } = errors;
  const busy = useNavigation().state === 'submitting';
  const number = (name: keyof typeof START, hint?: string, step?: string) => (
    <Field type="number" inputMode="decimal" dir="ltr" step={step ?? '1'} name={name} label={t(`quick.${name}`)} hint={hint} error={errorOf(name)} defaultValue={valueOf(name, START[name])} />
  );
  const labels = Object.fromEntries((Object.keys(START) as (keyof typeof START)[]).map((name) => [name, t(`quick.${name}`)]));
  return (
    <>
      <BackBar to={hub} title={t('title')} />
      <PageTitle lead={t('quick.lead')}>{t('quick.title')}</PageTitle>
      <Form method="post" noValidate>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ ...labels, numbering: t('quick.numbering') }} />
          <FieldRow>
            {number('levels')}
            {number('lowest', t('quick.lowest-hint'))}
          </FieldRow>
          <FieldRow>
            {number('rows', t('quick.rows-hint'))}
            {number('booths')}
          </FieldRow>
          <FieldRow>
            {number('width', undefined, '0.1')}
            {number('depth', undefined, '0.1')}
          </FieldRow>
          {number('corridor', undefined, '0.1')}
          <RadioTiles
            name="numbering"
            legend={t('quick.numbering')}
            look="ring"
            columns={1}
            defaultValue={valueOf('numbering', 'level-running')}
            error={errorOf('numbering')}
            options={(Object.keys(NUMBERINGS) as (keyof typeof NUMBERINGS)[]).map((value) => ({ value, label: t(`quick.numbering-${value}`), under: <bdi>{NUMBERINGS[value]}</bdi> }))}
          />
        </Fields>
        <Dock note={t('hub.nothing-changes')}>
          <Button look="main" size="thumb" disabled={busy}>
            {t('quick.draw')}
          </Button>
        </Dock>
      </Form>
    </>
  );
}
