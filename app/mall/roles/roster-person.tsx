import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { Num } from '#app/components/num.tsx';
import { Line } from '#app/components/page.tsx';
import { Person } from '#app/components/person.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import type { RosterPerson } from './roster.server.ts';
import { useAppointed, useNames, useRole } from './term-line.tsx';

/** One who looks after the place: what she does, how to reach her as far as she agreed, who appointed her. */
export function RosterLine({ person, today }: { person: RosterPerson; today: string }) {
  const { t } = useTranslation(['roles', 'common']);
  const { formatDay, formatList, formatWeekday } = useFormats();
  const language = useLanguage();
  const role = useRole();
  const name = useNames();
  const appointed = useAppointed();
  const { deputyFor, hours, phone } = person;
  const shown = person.named ? (pickLocalized(person.names, language)?.text ?? '') : t('roster.unnamed');
  const days = hours && formatList([...hours.days].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7)).map(formatWeekday));
  return (
    <Line>
      <div className="stack-2">
        <Person name={shown} line={`${role(person.role)} · ${t(`roster.duty.${person.role}`)}`} tone="us" />
        {deputyFor && (
          <p className="small strong">
            {person.named ? t('term.deputy-for', { name: name(deputyFor) }) : t('term.deputy')} · {t('term.until', { day: formatDay(person.toDay, { today }) })}
          </p>
        )}
        {phone && (
          <p>
            <ButtonLink external icon="phone" to={`tel:${phone.replace(/[^\d+]/g, '')}`}>
              {t('common:button.call')} <Num>{phone}</Num>
            </ButtonLink>
          </p>
        )}
        {hours && <p className="small">{t('roster.call-hours', { days, hours: `\u2066${hours.from}–${hours.to}\u2069` })}</p>}
        <p className="small quiet">{appointed(person, today)}</p>
      </div>
    </Line>
  );
}
