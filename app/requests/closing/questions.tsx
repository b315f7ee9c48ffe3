import { useTranslation } from 'react-i18next';
import { RadioTiles } from '#app/components/choice.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { ActForm } from '../act-form.tsx';
import { SOLVED, TREATED } from './answers.ts';

interface FieldsProps {
  errorOf: (field: 'solved' | 'treated') => string | undefined;
  chosen: (field: 'solved' | 'treated') => string | undefined;
}

/** The two questions themselves, for every page on which they are asked. */
export function ClosingFields({ errorOf, chosen }: FieldsProps) {
  const { t } = useTranslation('case');
  return (
    <>
      <RadioTiles name="solved" legend={t('closing.solved.question')} columns={3} options={SOLVED.map((value) => ({ value, label: t(`closing.solved.${value}`) }))} defaultValue={chosen('solved')} error={errorOf('solved')} />
      <RadioTiles name="treated" legend={t('closing.treated.question')} columns={2} options={TREATED.map((value) => ({ value, label: t(`closing.treated.${value}`) }))} defaultValue={chosen('treated')} error={errorOf('treated')} />
    </>
  );
}

/** Two questions once it is closed. They may be left alone; nobody sees how one person answered. */
export function ClosingQuestions({ errors }: { errors: FormErrors }) {
  const { t } = useTranslation('case');
  const refused = errors.refusal?.values.intent === 'answer-closing';
  const errorOf = (field: string) => (refused ? errors.errorOf(field) : undefined);
  const chosen = (field: string) => (refused ? errors.valueOf(field) : undefined);
  return (
    <Section id="closing">
      <SectionHead under={t('closing.under')}>{t('closing.title')}</SectionHead>
      <Sheet>
        <ActForm intent="answer-closing" icon="send" button={t('closing.send')}>
          <ClosingFields errorOf={errorOf} chosen={chosen} />
        </ActForm>
      </Sheet>
    </Section>
  );
}
