import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { CheckGrid } from '#app/components/choice.tsx';
import { Fields } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Section, SectionHead } from '#app/components/page.tsx';
import { QUESTION_ROWS } from '../form-limits.ts';
import type { ListInForce } from '../questions/queries.server.ts';
import { InHerLanguage } from '../questions/in-her-language.tsx';

/** What the round's visits ask: a few of the published questions, or none. */
export function QuestionFields({ list, published, fill }: { list: ListInForce | null; published: string; fill: FormErrors }) {
  const { t } = useTranslation(['rounds', 'questions']);
  const chosen = (fill.valueOf('questions') ?? '').split(' ').filter(Boolean);
  const options = (list?.questions ?? []).map(({ id, words, about }) => ({ value: id, label: <InHerLanguage words={words} />, under: t(`questions:about.${about}`) }));
  return (
    <Section>
      <SectionHead under={options.length > 0 ? t('new.questions-hint', { max: QUESTION_ROWS }) : t('new.questions-none')}>{t('new.questions')}</SectionHead>
      <input type="hidden" name="listVersion" value={list?.version ?? 0} />
      <Fields plain>
        {options.length > 0 && <CheckGrid name="questions" legend={t('new.questions')} defaultValue={chosen} error={fill.errorOf('questions')} options={options} />}
        <p className="pad small">
          <Link to={published}>{t('questions:list.title')}</Link>
        </p>
      </Fields>
    </Section>
  );
}
