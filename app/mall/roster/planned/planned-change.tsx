import { useTranslation } from 'react-i18next';
import { useFormats } from '#app/i18n/react.ts';
import type { PlanCard, PlannedPlace } from './queries.server.ts';

/** A booth's number keeps its own direction inside of a sentence. */
export const boothInWords = (place: PlannedPlace | null): string => (place ? `\u2066${place.part ? `${place.number} · ${place.part}` : place.number}\u2069` : '');

/** The day and what changes, from where to where. */
export function PlannedChange({ plan: { day, kind, from, to }, today }: { plan: Pick<PlanCard, 'day' | 'kind' | 'from' | 'to'>; today: string }) {
  const { t } = useTranslation('booths');
  const { formatDay } = useFormats();
  return (
    <span>
      <b>{formatDay(day, { today })}</b> · {t(`planned.${kind}`, { from: boothInWords(from), to: boothInWords(to) })}
    </span>
  );
}
