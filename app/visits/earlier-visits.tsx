import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Mark } from '#app/components/mark.tsx';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Quote } from '#app/components/quote.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { EarlierVisit } from './queries.server.ts';

const MARKS = { none: 'new', confirmed: 'ok', corrected: 'warn', contested: 'warn' } as const;

/** Her own visits to this shop, each with what the shop says to it. */
export function EarlierVisits({ visits, today, base }: { visits: EarlierVisit[]; today: string; base: string }) {
  const { t } = useTranslation(['visits', 'words']);
  const { formatHalfDay } = useFormats();
  if (visits.length === 0) return null;
  return (
    <Section>
      <SectionHead>{t('form.earlier')}</SectionHead>
      <Sheet list>
        {visits.map((visit) => (
          <Line key={visit.id}>
            <p>
              {formatHalfDay(visit.day, visit.half, { today })} · {t(`words:visit.${visit.outcome as 'met'}`)}
            </p>
            <Mark state={MARKS[visit.answer]}>{t(`answer.${visit.answer}`)}</Mark>
            {visit.aside && <p className="small">{t('answer.partly-aside')}</p>}
            {visit.carbon && (
              <p>
                <Link to={`${base}/visits/carbon/${visit.id}`}>{t('carbon.again')}</Link>
              </p>
            )}
            {visit.contest && <Quote original={{ text: visit.contest.words, language: visit.contest.language }} />}
          </Line>
        ))}
      </Sheet>
    </Section>
  );
}
