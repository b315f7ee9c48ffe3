import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useNavigation, useParams } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, FieldRow, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar, Dock, PageTitle } from '#app/components/page.tsx';
import type { Localized } from '#app/i18n/languages.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { labelsOf } from './compose-labels.ts';
import { WordFields } from './compose-words.tsx';
import { SpokenFields } from './compose-files.tsx';
import { correctNotice, getCorrectable } from './correcting.server.ts';
import { readVoices } from './files.server.ts';
import styles from './notices.module.css';
import { CorrectionSchema } from './schema.ts';

export const handle = { i18n: ['notices', 'files'], title: (t) => t('notices:correct.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'notices:send' }, async ({ params, actor, mall, now }) => ({
  notice: await getCorrectable({ mall, actor, now }, String(params.notice)),
}));

export const action = authorised({ can: 'notices:send' }, async ({ request, params, actor, mall, now }) => {
  const form = await request.formData();
  const id = String(params.notice);
  return submitForm(form, CorrectionSchema, async (input) => {
    await correctNotice({ mall, actor, now }, id, input, await readVoices(form));
    return redirect(`/m/${mall.slug}/notices/${id}`);
  });
});

const fieldsOf = (name: string, words: Localized) => Object.fromEntries(Object.entries(words).map(([language, said]) => [`${name}-${language}`, said]));

/** The same words again, to be put right; whoever has them gets them anew. */
export default function CorrectRoute() {
  const { notice } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['notices', 'common']);
  const { mall } = useParams();
  const stored = { ...(notice.class === 'information' ? { ...fieldsOf('title', notice.title), ...fieldsOf('body', notice.body) } : fieldsOf('added', notice.body)), ...notice.blanks, original: notice.original };
  const given = useFormErrors(useActionData(), 'notices');
  const errors = { ...given, valueOf: ((name: string, start?: string) => given.valueOf(name, (stored as Record<string, string | undefined>)[name] ?? start)) as typeof given.valueOf };
  const sending = useNavigation().state === 'submitting';
  const [typed, setTyped] = useState<Record<string, string>>(given.refusal?.values ?? {});
  const remember = ({ target }: FormEvent<HTMLFormElement>) => {
    const { name, value } = target as unknown as HTMLInputElement;
    setTyped((before) => ({ ...before, [name]: value }));
  };
  const { errorOf, valueOf } = errors;
  return (
    <>
      <BackBar to={`/m/${mall}/notices/${notice.id}`} title={t('title.one')} />
      <PageTitle lead={t('correct.hint')}>{t('correct.title')}</PageTitle>
      <KeptForm keep={`correct-${notice.id}`} id="correct" encType="multipart/form-data" className={styles.form} onInput={remember}>
        <input type="radio" name="class" value={notice.class} defaultChecked hidden />
        <div className={styles.inset}>
          <FormErrorSummary errors={errors} labels={{ ...labelsOf(t), still: t('correct.still') }} />
          {notice.class === 'must-acknowledge' && (
            <FieldRow>
              <Field name="day" label={t('compose.day')} type="date" defaultValue={valueOf('day')} error={errorOf('day')} />
              <Field name="from" label={t('compose.from')} type="time" defaultValue={valueOf('from')} error={errorOf('from')} />
              <Field name="until" label={t('compose.until')} type="time" defaultValue={valueOf('until')} error={errorOf('until')} />
            </FieldRow>
          )}
        </div>
        <WordFields errors={errors} original={typed.original ?? notice.original} typed={typed} mayAsk={notice.class !== 'information'} first={notice.original} />
        <SpokenFields errors={errors} first={notice.original} under={notice.spoken ? t('correct.spoken') : undefined} />
        <Fields>
          <CheckboxLine name="still" value="yes" defaultChecked={Boolean(given.valueOf('still'))} under={t('correct.still-under')}>
            {t('correct.still')}
          </CheckboxLine>
        </Fields>
      </KeptForm>
      <Dock note={t('correct.after')}>
        <Button form="correct" look="main" size="thumb" icon="check" disabled={sending}>
          {t('correct.button')}
        </Button>
      </Dock>
    </>
  );
}
