import { useTranslation } from 'react-i18next';
import { Clock, Clocks } from '#app/components/clock.tsx';
import { Mark } from '#app/components/mark.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { OfficeClock } from '../passed-on.server.ts';

function useLeft(): (clock: OfficeClock) => string {
  const { t } = useTranslation(['letters', 'common']);
  const { formatDuration } = useFormats();
  return ({ overMinutes, leftMinutes }) => (overMinutes > 0 ? t('common:clock.over', { duration: formatDuration(overMinutes) }) : t('common:clock.left', { duration: formatDuration(leftMinutes) }));
}

/** What is left for the answer, in a list. */
export function LetterMark({ clock, published, open }: { clock: OfficeClock | null; published: boolean; open: boolean }) {
  const { t } = useTranslation('letters');
  const leftOf = useLeft();
  if (!clock) return <Mark state="ok">{t(published ? 'state.public' : 'state.answered')}</Mark>;
  const mark = clock.state === 'over' ? 'bad' : clock.state === 'soon' ? 'warn' : 'work';
  return (
    <Mark state={mark}>
      {leftOf(clock)}
      {open && <span className="visually-hidden"> · {t('state.open')}</span>}
    </Mark>
  );
}

/** The same clock on both pages: of who asks, and of who answers. */
export function LetterClock({ clock, zoneWord }: { clock: OfficeClock; zoneWord: string }) {
  const { t } = useTranslation(['letters', 'common']);
  const leftOf = useLeft();
  return (
    <Clocks>
      <Clock label={t('clock')} state={clock.state} used={clock.used} left={leftOf(clock)} note={`${t('common:clock.working-time')} · ${zoneWord}`} />
    </Clocks>
  );
}
