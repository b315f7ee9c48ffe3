import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine, RadioTiles } from '#app/components/choice.tsx';
import { FieldError, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { type FormErrors, useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { NamesFields } from '#app/components/names-fields.tsx';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { CONTENT_LANGUAGES, type ContentLanguage, OWN_NAMES } from '#app/i18n/languages.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { newId } from '#app/platform/ids.ts';
import { proposeChange } from './commands.server.ts';
import { QUESTION_ABOUT, QUESTION_CHANGES } from './kinds.ts';
import { getNewest } from './queries.server.ts';
import { QuestionLines } from './lines.tsx';
import { LIMITS, ProposeSchema } from './schema.ts';

export const handle = { i18n: ['questions'], title: (t) => t('questions:manage.propose'), bar: 'own', tabs: false } satisfies PageHandle;

const WhatSchema = z.object({ kind: z.enum(QUESTION_CHANGES).catch('add'), question: z.string().uuid().optional().catch(undefined) });

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall }) => {
  const { kind, question } = WhatSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const changed = kind !== 'add' && question ? await getNewest(mall._id, question) : null;
  return { base: `/m/${mall.slug}/manage/questions`, proposal: newId(), kind: changed ? kind : ('add' as const), changed };
});

export const action = authorised({ can: 'mall:manage' }, async ({ request, mall, actor, now }) =>
  submitForm(await request.formData(), ProposeSchema, async (input) => redirect(`/m/${mall.slug}/manage/questions/${await proposeChange({ mall, actor, now }, input)}`)),
);

/** A new question, other words for one, or one less. */
export default function ProposeQuestionRoute() {
  const { base, proposal, kind, changed } = useLoaderData<typeof loader>();
  const { t } = useTranslation('questions');
  const errors = useFormErrors(useActionData<typeof action>(), 'questions');
  const sending = useNavigation().state === 'submitting';
  const perLanguage = (name: string, label: string) => Object.fromEntries(CONTENT_LANGUAGES.map((language) => [`${name}-${language}`, `${label} · ${OWN_NAMES[language]}`]));
  const labels = { about: t('new.about'), never: t('new.never'), ...perLanguage('words', t('new.words')), ...perLanguage('why', t('new.why')) };
  return (
    <>
      <BackBar to={base} title={t(`new.${kind}`)} />
      <PageTitle lead={t(kind === 'remove' ? 'new.lead-remove' : 'new.lead')}>{t(`new.${kind}`)}</PageTitle>
      {changed && (
        <Section near>
          <QuestionLines questions={[changed]} />
        </Section>
      )}
      <KeptForm>
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="proposal" value={errors.valueOf('proposal', proposal)} />
        {changed && <input type="hidden" name="question" value={changed.id} />}
        <Fields>
          <FormErrorSummary errors={errors} labels={labels} />
        </Fields>
        {kind !== 'remove' && <Asked errors={errors} />}
        <Section>
          <SectionHead under={t('new.why-hint')}>{t('new.why')}</SectionHead>
          <Fields>
            <NamesFields name="why" label={t('new.why')} errors={errors} maxLength={LIMITS.why} long />
            <div>
              <Button look="main" size="desk" icon="send" disabled={sending}>
                {t(kind === 'remove' ? 'new.send-remove' : 'new.send')}
              </Button>
            </div>
          </Fields>
        </Section>
      </KeptForm>
    </>
  );
}

/** What it is about, its words in every language, and that it is about nobody. */
function Asked({ errors }: { errors: FormErrors }) {
  const { changed } = useLoaderData<typeof loader>();
  const { t } = useTranslation('questions');
  const valueOf: FormErrors['valueOf'] = (name, start) => errors.valueOf(name, name.startsWith('words-') ? changed?.words[name.slice('words-'.length) as ContentLanguage] : start);
  return (
    <Section near>
      <SectionHead under={t('new.words-hint')}>{t('new.words')}</SectionHead>
      <Fields>
        <RadioTiles name="about" legend={t('new.about')} columns={3} defaultValue={errors.valueOf('about', changed?.about)} error={errors.errorOf('about')} options={QUESTION_ABOUT.map((value) => ({ value, label: t(`about.${value}`) }))} />
        <NamesFields name="words" label={t('new.words')} errors={{ ...errors, valueOf }} maxLength={LIMITS.words} every />
        <div>
          <CheckboxLine name="never" id="f-never" value="on" defaultChecked={errors.valueOf('never') === 'on'} under={t('new.never-hint')}>
            {t('new.never')}
          </CheckboxLine>
          {errors.errorOf('never') && <FieldError>{errors.errorOf('never')}</FieldError>}
        </div>
      </Fields>
    </Section>
  );
}
