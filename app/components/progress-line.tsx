import { useNavigation } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetSent } from './drafts.ts';
import styles from './progress-line.module.css';

/** A quiet line on top while the next page comes; what is on screen stays. It shows after 150 ms, by style alone. */
export function ProgressLine() {
  const { t } = useTranslation();
  const { state } = useNavigation();
  const busy = state !== 'idle';
  // Effects before it in the tree run first: a refused form and an error page have said by then that the draft stays.
  useEffect(() => {
    if (!busy) forgetSent();
  }, [busy]);
  return (
    <div className={styles.line} role="status" data-busy={busy || undefined}>
      {busy && <span className="visually-hidden">{t('state.loading')}</span>}
    </div>
  );
}
