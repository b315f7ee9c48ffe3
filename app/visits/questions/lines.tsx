import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitQuestion } from '#models/visit-question.server.ts';
import { Line, Sheet } from '#app/components/page.tsx';
import { InHerLanguage } from './in-her-language.tsx';

/** The questions of a list, each with what it is about. */
export function QuestionLines({ questions, acts }: { questions: readonly VisitQuestion[]; acts?: (question: VisitQuestion) => ReactNode }) {
  const { t } = useTranslation('questions');
  return (
    <Sheet list>
      {questions.map((question) => (
        <Line key={question.id}>
          <div className="stack-2">
            <p>
              <InHerLanguage words={question.words} />
            </p>
            <p className="small quiet">{t(`about.${question.about}`)}</p>
            {acts?.(question)}
          </div>
        </Line>
      ))}
    </Sheet>
  );
}
