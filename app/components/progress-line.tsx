import { useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import styles from './progress-line.module.css';

/** A quiet line on top while the next page comes; what is on screen stays. It shows after 150 ms, by style alone. */
export function ProgressLine() {
  const { t } = useTranslation();
  const busy = useNavigation().state !== 'idle';
  return (
    <div className={styles.line} role="status" data-busy={busy || undefined}>
      {busy && <span className="visually-hidden">{t('state.loading')}</span>}
    </div>
  );
}
