import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, Dock, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty } from '#app/components/states.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { contentLanguageOf, isLanguage } from '#app/i18n/languages.ts';
import { useFormats } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { findHidden, formValues, refuseForm } from '#app/platform/form.server.ts';
import { recordDayLooks } from '../day-looks.server.ts';
import { typeIn } from './commands.server.ts';
import { getOwnSheet, getSheet } from './queries.server.ts';
import { ResultLine } from './result-line.tsx';
import styles from './paper.module.css';

export const handle = { i18n: ['visits'], title: (t) => t('visits:sheet.type-in'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'visits:record' }, async ({ params, mall, actor, now }) => {
  const doing = { mall, actor, now };
  const sheet = await getSheet(doing, String(params.paper));
  await recordDayLooks(doing);
  return { sheet, back: `/m/${mall.slug}/visits/paper/${sheet.id}` };
});

export const action = authorised({ can: 'visits:record' }, async ({ request, params, mall, actor, now, known }) => {
  const doing = { mall, actor, now };
  const id = String(params.paper);
  await getOwnSheet(doing, id);
  const values = formValues(await request.formData());
  const hidden = findHidden(values);
  if (hidden) return refuseForm({ [hidden]: { key: 'form.hidden-characters' } }, values);
  const language = contentLanguageOf(detectLanguage(request, { account: known.language, offered: mall.languages.filter(isLanguage) }));
  const errors = await typeIn(doing, id, values, language);
  if (Object.keys(errors).length > 0) return refuseForm(errors, values);
  return redirect(`/m/${mall.slug}/visits/paper/${id}?done=1`);
});

/** What was ticked on the paper, a row a shop; rows left empty aren't sent, rows that arrived stand as they are. */
export default function SheetResultsRoute() {
  const { sheet, back } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['visits', 'words', 'common']);
  const { formatDay } = useFormats();
  const errors = useFormErrors(useActionData<typeof action>(), 'visits');
  const sending = useNavigation().state === 'submitting';
  const labels = Object.fromEntries(
    errors.all.map(({ field }) => {
      const [, name = '', at = ''] = /^([a-z]+)\d?-(\d+)$/.exec(field) ?? [];
      return [field, name && `${Number(at) + 1}. ${t(`sheet.field.${name as 'outcome'}`)}`];
    }),
  );
  return (
    <>
      <BackBar to={back} title={t('sheet.type-in')} line={formatDay(sheet.day)} />
      <PageTitle lead={t('sheet.results-lead')}>{t('sheet.numbered', { number: sheet.number })}</PageTitle>
      {sheet.lines.length === 0 ? (
        <Empty title={t('sheet.shredded')} action={<ButtonLink to={back}>{t('common:button.back')}</ButtonLink>}>
          {t('sheet.shredded-hint')}
        </Empty>
      ) : (
        <KeptForm id="results" keep={sheet.id}>
          <FormErrorSummary errors={errors} labels={labels} />
          <div className={styles.lines}>
            {sheet.lines.map((line, at) => (
              <div key={at}>
                <ResultLine line={line} questions={sheet.questions} needs={sheet.needs} at={at} day={sheet.day} errors={errors} />
              </div>
            ))}
          </div>
          <Dock note={t('form.shop-sees')}>
            <Button look="main" size="thumb" wide icon="check" disabled={sending}>
              {t('common:button.save')}
            </Button>
          </Dock>
        </KeptForm>
      )}
    </>
  );
}
