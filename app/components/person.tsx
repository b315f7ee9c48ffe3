import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './person.module.css';

/** Teal: association. Saffron: you. Grey: others. */
export type Tone = 'us' | 'you' | 'other';

/** First letter of a name; no photos anywhere. Decoration beside the written name. */
export function Face({ name, tone = 'other', small = false }: { name: string; tone?: Tone; small?: boolean }) {
  return (
    <span className={`${styles.face} ${styles[tone]}${small ? ` ${styles.small}` : ''}`} aria-hidden="true">
      {Array.from(name.trim())[0]}
    </span>
  );
}

interface PersonProps {
  name: string;
  /** Role and what else is known, one line. */
  line?: ReactNode;
  tone?: Tone;
  small?: boolean;
  /** What one can do: icon buttons at inline-end. */
  actions?: ReactNode;
}

export function Person({ name, line, tone, small, actions }: PersonProps) {
  return (
    <div className={styles.person}>
      <Face name={name} tone={tone} small={small} />
      <span className={styles.lines}>
        <b>
          <bdi>{name}</bdi>
        </b>
        {line && <span>{line}</span>}
      </span>
      {actions}
    </div>
  );
}

/** "Now with …": who must act next, in one line of a request. */
export function HolderChip({ name, line, you = false, actions }: { name: string; line?: ReactNode; you?: boolean; actions?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={styles.holder}>
      <span className={styles.with}>{t('state.now-with')}</span>
      <Person name={name} line={line} tone={you ? 'you' : 'us'} actions={actions} />
    </div>
  );
}
