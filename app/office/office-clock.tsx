import { useTranslation } from 'react-i18next';
import { Mark } from '#app/components/mark.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { PassedOnRow } from './passed-on.server.ts';

/** How long the office has left, or where the request stands when it no longer waits for it. */
export function OfficeClockMark({ clock, stage }: Pick<PassedOnRow, 'clock' | 'stage'>) {
  const { t } = useTranslation(['office', 'common', 'words']);
  const { formatDuration } = useFormats();
  if (!clock) return <Mark state="ok">{stage === 'done' ? t('passed.answered') : t(`words:stage.${stage as 'closed'}`)}</Mark>;
  if (clock.state === 'paused') return <Mark state="pause" />;
  if (clock.state === 'over') return <Mark state="bad">{t('common:clock.over', { duration: formatDuration(clock.overMinutes) })}</Mark>;
  return <Mark state={clock.state === 'soon' ? 'warn' : 'work'}>{t('common:clock.left', { duration: formatDuration(clock.leftMinutes) })}</Mark>;
}
