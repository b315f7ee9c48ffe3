import { useTranslation } from 'react-i18next';
import { Num } from '#app/components/num.tsx';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { numbered, Paging } from '#app/components/paging.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { commandKey } from './entries.ts';
import { Who } from './person-name.tsx';
import type { Page, WriteCard } from './writes.server.ts';

interface WritesProps {
  part: string;
  writes: Page<WriteCard>;
  zone: string;
  now: Date;
}

/** Every write about this subject, the house's own included: what was done, by whom, as what, when. */
export function Writes({ part, writes, zone, now }: WritesProps) {
  const { t } = useTranslation(['record', 'common']);
  const { formatDateTime, zoneWord } = useFormats();
  const { rows, total } = writes;
  const at = (to: number) => `/me/record/${part}?page=${to}#writes`;
  return (
    <Section id="writes">
      <SectionHead aside={<Num>{total}</Num>} under={rows[0] && zoneWord(zone, rows[0].at)}>
        {t('writes.title')}
      </SectionHead>
      <Sheet list>
        {rows.length === 0 && <Line>{t('writes.none')}</Line>}
        {rows.map((row) => (
          <Line key={row.id}>
            <p>{t(commandKey(row.command) as 'command.visit-record')}</p>
            <Who names={row.names} role={row.role} own={row.own}>
              {formatDateTime(row.at, { zone, now })}
            </Who>
          </Line>
        ))}
      </Sheet>
      <Paging {...numbered(writes, at)} where={writes} />
    </Section>
  );
}
