import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Line } from '#app/components/page.tsx';
import { Person } from '#app/components/person.tsx';
import { capitalized } from '#app/i18n/formats.ts';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import type { TermCard } from './queries.server.ts';

/** First strong isolate … pop: a name keeps its own direction inside a sentence. */
const isolated = (text: string) => `\u2068${text}\u2069`;

export function useNames(): (names: Localized | null) => string {
  const language = useLanguage();
  const { t } = useTranslation();
  return (names) => isolated((names && pickLocalized(names, language)?.text) || t('state.unknown'));
}

export function useRole(): (role: TermCard['role']) => string {
  const { t } = useTranslation('words');
  return (role) => capitalized(t(`role.${role}`));
}

/** Who appointed, in one line: public, whoever reads it. */
export function useAppointed(): (term: Pick<TermCard, 'appointedBy' | 'choice' | 'deputyFor'>, today: string) => string {
  const { t } = useTranslation('roles');
  const { formatDay } = useFormats();
  const name = useNames();
  return ({ appointedBy, choice, deputyFor }, today) => {
    if (choice) return t('term.chosen-on', { day: formatDay(choice.on, { today }), minutes: isolated(choice.minutes) });
    if (!appointedBy) return t('term.chosen');
    return t(deputyFor ? 'term.asked-by' : 'term.appointed-by', { name: name(appointedBy) });
  };
}

/** One who holds a role: role, until when, for whom, by whom. */
export function TermLine({ term, today, children }: { term: TermCard; today: string; children?: ReactNode }) {
  const { t } = useTranslation('roles');
  const { formatDay } = useFormats();
  const language = useLanguage();
  const role = useRole();
  const name = useNames();
  const appointed = useAppointed();
  const parts = [
    role(term.role),
    term.fromDay && t('term.from', { day: formatDay(term.fromDay, { today }) }),
    t('term.until', { day: formatDay(term.toDay, { today }) }),
  ];
  return (
    <Line>
      <div className="stack-2">
        <Person name={pickLocalized(term.names, language)?.text ?? ''} line={parts.filter(Boolean).join(' · ')} tone="us" />
        {term.deputyFor && <p className="small strong">{t('term.deputy-for', { name: name(term.deputyFor) })}</p>}
        <p className="small quiet">{appointed(term, today)}</p>
        {children}
      </div>
    </Line>
  );
}
