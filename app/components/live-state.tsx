import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Shape } from './icon.tsx';
import styles from './live-state.module.css';

/** What the page knows about its connection. `waiting`: records on this device; `behind`: how long, already in words. */
export type Live = { state: 'unknown' } | { state: 'live' } | { state: 'offline'; waiting?: number } | { state: 'behind'; behind: string };

/** Filled by the live client after the page is idle; without script it stays unknown and nothing is claimed. */
export const LiveContext = createContext<Live>({ state: 'unknown' });

/** Spoken when it changes, never else. Where the page is behind, the words are a link that loads it again. */
export function LiveState({ live }: { live?: Live }) {
  const known = useContext(LiveContext);
  const { t } = useTranslation();
  const shown = live ?? known;
  return (
    <span className={styles.live} role="status">
      {shown.state === 'live' && (
        <>
          <Shape name="live" size={14} />
          {t('live.online')}
        </>
      )}
      {shown.state === 'offline' && (
        <>
          <Shape name="offline" size={14} />
          {shown.waiting ? t('live.offline-waiting', { count: shown.waiting }) : t('live.offline')}
        </>
      )}
      {shown.state === 'behind' && (
        <a className={styles.behind} href="">
          <Shape name="warn" size={14} />
          {t('live.behind', { duration: shown.behind })}
          <span className={styles.reload}>{t('live.reload')}</span>
        </a>
      )}
    </span>
  );
}
