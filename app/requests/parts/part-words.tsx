import { useTranslation } from 'react-i18next';
import type { MarkState } from '#app/components/mark.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { PartClock, PartState } from '../engine/parts.ts';

const MARKS: Record<PartState, MarkState> = { offered: 'new', accepted: 'work', declined: 'warn', done: 'ok', 'taken-back': 'pause' };

/** How a part stands: what is late says so before anything else. */
export const partMark = (state: PartState, clock: Pick<PartClock, 'state'>): MarkState => (clock.state === 'over' ? 'bad' : MARKS[state]);

/** "3 h left", "1 day over": working time of the mall. Nothing where it is over. */
export function usePartClock(minutesADay: number): (clock: PartClock) => string | null {
  const { t } = useTranslation();
  const { formatDuration } = useFormats();
  const say = (minutes: number) => formatDuration(minutes, { minutesADay });
  return ({ state, usedMinutes, limitMinutes, leftMinutes }) => {
    if (state === 'done') return null;
    return state === 'over' ? t('clock.over', { duration: say(usedMinutes - limitMinutes) }) : t('clock.left', { duration: say(leftMinutes) });
  };
}
