import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type MarkName, Shape } from './icon.tsx';
import styles from './mark.module.css';

export type MarkState = Exclude<MarkName, 'live' | 'offline'>;

const WORDS = { turn: 'your-turn', new: 'new', work: 'in-progress', ok: 'done', pause: 'paused', warn: 'running-out', bad: 'overdue' } as const;

/** Shape, colour and a word or two; the state's own word where none is given. One tinted mark a row, others without. */
export function Mark({ state, tint = false, small = false, children }: { state: MarkState; tint?: boolean; small?: boolean; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <span className={`${styles.mark} ${styles[state]}${tint ? ` ${styles.tint}` : ''}${small ? ` ${styles.small}` : ''}`}>
      <Shape name={state} size={small ? 13 : 16} />
      <span>{children ?? t(`state.${WORDS[state]}`)}</span>
    </span>
  );
}
