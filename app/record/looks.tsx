import { useTranslation } from 'react-i18next';
import { Icon } from '#app/components/icon.tsx';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { purposeKey } from './entries.ts';
import { Who } from './person-name.tsx';
import type { LookCard } from './writes.server.ts';

/** Who looked, as what, on which day and what for; and that nobody did. */
export function Looks({ looks, office, today }: { looks: LookCard[]; office: boolean; today: string }) {
  const { t } = useTranslation('record');
  const { formatDay } = useFormats();
  return (
    <Section id="looks">
      <SectionHead aside={t('looks.kept')}>{t('looks.title')}</SectionHead>
      <Sheet list>
        {looks.length === 0 && <Line>{t('looks.nobody')}</Line>}
        {looks.map((look) => (
          <Line key={look.id}>
            <Who names={look.names} role={look.role}>
              {formatDay(look.day, { today })} · {t(purposeKey(look.purpose) as 'purpose.visit')}
            </Who>
          </Line>
        ))}
        {!office && (
          <Line>
            <span className="row">
              <Icon name="building-community" />
              <span className="grow small">{t('looks.office-nobody')}</span>
            </span>
          </Line>
        )}
      </Sheet>
    </Section>
  );
}
