import { useTranslation } from 'react-i18next';
import { Section, SectionHead } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { LetterLines } from './letter-lines.tsx';
import type { LetterLine } from './queries.server.ts';

/** What waits in a letter box, and what was answered. */
export function LetterBox({ waiting, answered, today, to }: { waiting: readonly LetterLine[]; answered: readonly LetterLine[]; today: string; to(id: string): string }) {
  const { t } = useTranslation('letters');
  return (
    <>
      <Section near>
        <SectionHead>{t('box.waiting')}</SectionHead>
        {waiting.length === 0 ? <Empty title={t('box.empty')}>{t('box.empty-text')}</Empty> : <LetterLines letters={waiting} today={today} to={to} />}
      </Section>
      {answered.length > 0 && (
        <Section near>
          <SectionHead>{t('box.answered')}</SectionHead>
          <LetterLines letters={answered} today={today} to={to} />
        </Section>
      )}
    </>
  );
}
