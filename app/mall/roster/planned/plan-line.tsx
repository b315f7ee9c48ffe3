import { useTranslation } from 'react-i18next';
import { useFormats } from '#app/i18n/react.ts';
import type { PlanCard, PlannedPlace } from './queries.server.ts';
import styles from '../roster.module.css';

const REASONS = ['closed', 'booth-gone', 'already-there', 'booth-taken', 'part-taken', 'left-already'] as const;

/** A booth's number keeps its own direction inside of a sentence. */
const inWords = (place: PlannedPlace | null) => (place ? `\u2066${place.part ? `${place.number} · ${place.part}` : place.number}\u2069` : '');

/** What a plan says: the day, what changes, from where to where; and what stands or stood in the way. */
export function PlanWords({ plan, today }: { plan: Pick<PlanCard, 'kind' | 'day' | 'state' | 'from' | 'to' | 'inTheWay' | 'reason'>; today: string }) {
  const { t } = useTranslation('roster');
  const { formatDay } = useFormats();
  const { kind, day, state, from, to, inTheWay, reason } = plan;
  const refused = REASONS.find((key) => key === reason);
  const words = { from: inWords(from), to: inWords(to), number: inWords(to && { ...to, part: '' }), part: to?.part ?? '' };
  return (
    <div className={styles.plan}>
      <span>
        <b>{formatDay(day, { today })}</b> · {t(`planned.${kind}`, words)}
      </span>
      {inTheWay && <small className="quiet">{t('planned.in-the-way', words)}</small>}
      {state === 'refused' && <small>{refused ? t(`refused.${refused}`, words) : t('planned.refused')}</small>}
    </div>
  );
}
