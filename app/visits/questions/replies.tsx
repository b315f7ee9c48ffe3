import { useTranslation } from 'react-i18next';
import { Field, Fields } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Section, SectionHead } from '#app/components/page.tsx';
import { LIMITS } from '../form-limits.ts';
import type { Asked } from './queries.server.ts';
import { InHerLanguage } from './in-her-language.tsx';

/** The round's questions, each with a line for the shop's answer; one left empty is stored nowhere, as if it hadn't been asked. */
export function QuestionReplies({ questions, errors: { errorOf, valueOf } }: { questions: readonly Asked[]; errors: FormErrors }) {
  const { t } = useTranslation(['questions', 'common']);
  if (questions.length === 0) return null;
  return (
    <Section>
      <SectionHead aside={t('common:state.optional')} under={t('form.hint')}>
        {t('form.title')}
      </SectionHead>
      <Fields>
        {questions.map(({ id, words }, row) => (
          <div key={id}>
            <input type="hidden" name={`asks-${row}`} value={id} />
            <Field name={`reply-${row}`} label={<InHerLanguage words={words} />} maxLength={LIMITS.reply} dir="auto" autoComplete="off" defaultValue={valueOf(`reply-${row}`)} error={errorOf(`reply-${row}`)} optional="said" />
          </div>
        ))}
      </Fields>
    </Section>
  );
}
