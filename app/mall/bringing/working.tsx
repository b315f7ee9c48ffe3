import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Num } from '#app/components/num.tsx';
import styles from './bringing.module.css';

/** Between two looks while a job works, in ms; the socket is usually faster. */
const AGAIN = 1_500;
const STATES = ['reading', 'applying', 'writing', 'undoing'];

/** How far the job is: looks again by itself, without script too. */
export function Working({ state, progress }: { state: string; progress: { step: string; done: number; all: number } }) {
  const { t } = useTranslation('bringing');
  const { revalidate, state: asking } = useRevalidator();
  const isWorking = STATES.includes(state);
  useEffect(() => {
    if (!isWorking || asking !== 'idle') return;
    const timer = setTimeout(revalidate, AGAIN);
    return () => clearTimeout(timer);
  }, [isWorking, asking, revalidate]);
  const { step, done, all } = progress;
  const share = all > 0 ? done / all : undefined;
  return (
    <div role="status" className={isWorking ? styles.working : undefined}>
      {isWorking && (
        <>
          <noscript>
            <meta httpEquiv="refresh" content="2" />
          </noscript>
          <p>{t(`step.${step as 'reading'}`)}</p>
          <progress value={share} max={share === undefined ? undefined : 1} aria-label={t(`step.${step as 'reading'}`)} />
          {all > 1 && (
            <p className="quiet small">
              <Num>{`${done}/${all}`}</Num>
            </p>
          )}
          <p className="quiet small">{t('step.leave')}</p>
        </>
      )}
    </div>
  );
}
