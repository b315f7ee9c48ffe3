import { useTranslation } from 'react-i18next';
import { Mark } from '#app/components/mark.tsx';
import { Quote } from '#app/components/quote.tsx';
import type { ShopsAnswer } from './contest.ts';

/** What the shop says to a statement that it corrected or contested: beside it wherever it is shown. */
export function ShopsWords({ contest }: { contest: ShopsAnswer | null }) {
  const { t } = useTranslation('visits');
  if (!contest) return null;
  return (
    <>
      <Mark state="warn">{t(`answer.${contest.answer}`)}</Mark>
      <Quote original={{ text: contest.words, language: contest.language }} />
    </>
  );
}
