import { useTranslation } from 'react-i18next';
import { Tabs } from '#app/components/tabs.tsx';
import styles from './notices.module.css';

/** What I was sent and what was sent, for whoever may send. */
export function NoticeTabs({ base, current }: { base: string; current: 'received' | 'sent' }) {
  const { t } = useTranslation('notices');
  const tabs = [
    { key: 'received', label: t('list.received'), to: base, current: current === 'received' },
    { key: 'sent', label: t('list.sent'), to: `${base}/sent`, current: current === 'sent' },
  ];
  return (
    <div className={styles.tabs}>
      <Tabs tabs={tabs} label={t('list.tabs')} />
    </div>
  );
}
