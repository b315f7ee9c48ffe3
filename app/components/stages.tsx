import type { ReactNode } from 'react';
import { Icon, Shape } from './icon.tsx';
import styles from './stages.module.css';

export interface Stage {
  key: string;
  label: ReactNode;
  state: 'done' | 'now' | 'next';
}

/** Width in px that the labels have beside each other on a narrow phone. */
const PHONE = 320;

/** About how wide the longest word of a label is at 13 px: it is never broken, so it decides how the stages lie. */
function widestWord(label: ReactNode): number {
  const words = typeof label === 'string' ? label.split(/\s+/) : [];
  return Math.max(0, ...words.map((word) => Array.from(word).reduce((sum, sign) => sum + (sign > '\u2e80' && sign < '\ufb00' ? 13 : 7.4), 0)));
}

/**
 * Where a request is: done disc, now a diamond (yours) or half disc, next a ring. Up to six lie beside each other, more
 * below each other, as do long words on a phone.
 * `numbered`: how something usually goes, without a state.
 */
export function Stages({ stages, yours = false, numbered = false }: { stages: readonly Stage[]; yours?: boolean; numbered?: boolean }) {
  const tight = stages.some(({ label }) => widestWord(label) * stages.length > PHONE);
  return (
    <ol className={`${stages.length > 6 ? styles.below : styles.beside}${tight ? ` ${styles.tight}` : ''}${numbered ? ` ${styles.numbered}` : ''}`}>
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
