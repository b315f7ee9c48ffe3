import type { ReactNode } from 'react';
import { Icon, Shape } from './icon.tsx';
import styles from './stages.module.css';

export interface Stage {
  key: string;
  label: ReactNode;
  state: 'done' | 'now' | 'next';
}

/**
 * Where a request is: done disc, now a diamond (yours) or half disc, next a ring. Up to six lie beside each other, more below.
 * `numbered`: how something usually goes, without a state.
 */
export function Stages({ stages, yours = false, numbered = false }: { stages: readonly Stage[]; yours?: boolean; numbered?: boolean }) {
  return (
    <ol className={`${stages.length > 6 ? styles.below : styles.beside}${numbered ? ` ${styles.numbered}` : ''}`}>
      {stages.map(({ key, label, state }, at) => (
        <li key={key} className={styles[state]} aria-current={state === 'now' ? 'step' : undefined}>
          <i>
            {numbered && at + 1}
            {!numbered && state === 'done' && <Icon name="check" size={16} />}
            {!numbered && state === 'now' && <Shape name={yours ? 'turn' : 'work'} size={24} />}
          </i>
          <span>{label}</span>
        </li>
      ))}
    </ol>
  );
}
