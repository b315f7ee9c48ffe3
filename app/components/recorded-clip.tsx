import { useTranslation } from 'react-i18next';
import styles from './files.module.css';
import { Icon } from './icon.tsx';
import { Num } from './num.tsx';
import type { Clipped } from './recorder.ts';
import { Clip } from './talk.tsx';

/** What was just recorded, to hear before it is sent, with its way out. */
export function RecordedClip({ clip, onRemove }: { clip: Clipped; onRemove: () => void }) {
  const { t } = useTranslation(['files', 'common']);
  return (
    <Clip lead={<Icon name="microphone" />} under={<Num>{`${Math.floor(clip.seconds / 60)}:${String(clip.seconds % 60).padStart(2, '0')}`}</Num>} removeLabel={t('common:button.delete')} onRemove={onRemove}>
      <audio className={styles.voice} controls src={clip.url} aria-label={t('recorded')} />
    </Clip>
  );
}
