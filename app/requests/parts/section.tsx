import { useTranslation } from 'react-i18next';
import { LineLink, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { RequestDetail } from '../detail.server.ts';
import { PartLines } from './part-line.tsx';

/** On a request's own page: which parts of the work are with whom. Nothing of it is hidden from whoever asked. */
export function PartsSection({ detail, at, minutesADay, now }: { detail: RequestDetail; at: string; minutesADay: number; now: Date }) {
  const { t } = useTranslation('requests');
  const { parts, can, zone } = detail;
  if (parts.length === 0 && !can.givePart) return null;
  return (
    <Section id="parts">
      <SectionHead under={t('part.under')}>{t('part.title')}</SectionHead>
      <Sheet list>
        <PartLines {...{ parts, zone, minutesADay, now }} />
        <LineLink to={`${at}/parts`} icon="users">
          {t(can.givePart ? 'part.give' : 'part.all')}
        </LineLink>
      </Sheet>
    </Section>
  );
}
