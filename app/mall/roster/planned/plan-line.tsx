import { useTranslation } from 'react-i18next';
import { boothInWords, PlannedChange } from './planned-change.tsx';
import type { PlanCard } from './queries.server.ts';
import styles from '../roster.module.css';

const REASONS = ['closed', 'booth-gone', 'already-there', 'booth-taken', 'part-taken', 'left-already'] as const;

/** What a plan says, and what stands or stood in the way. */
export function PlanLine({ plan, today }: { plan: PlanCard; today: string }) {
  const { t } = useTranslation('roster');
  const { state, to, inTheWay, reason } = plan;
  const refused = REASONS.find((key) => key === reason);
  const words = { number: boothInWords(to && { ...to, part: '' }), part: to?.part ?? '' };
  return (
    <div className={styles.plan}>
      <PlannedChange plan={plan} today={today} />
      {inTheWay && <small className="quiet">{t('planned.in-the-way', words)}</small>}
      {state === 'refused' && <small>{refused ? t(`refused.${refused}`, words) : t('planned.refused')}</small>}
    </div>
  );
}
