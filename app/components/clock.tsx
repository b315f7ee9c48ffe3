import type { CSSProperties, ReactNode } from 'react';
import { Mark } from './mark.tsx';
import styles from './clock.module.css';

/** `kept`: over and in time. `soon`: from 80 %. `over`: past it. `paused`: waits for somebody else. */
export type ClockState = 'running' | 'soon' | 'over' | 'paused' | 'kept';

interface ClockProps {
  label: ReactNode;
  state: ClockState;
  /** Share of the working time that is used, 0 to 1. */
  used: number;
  /** What is left, over or paused, in words of `clock.*`. */
  left: ReactNode;
  /** One line why. */
  note?: ReactNode;
  as?: 'li' | 'div';
}

const MARKS = { soon: 'warn', over: 'bad', paused: 'pause', kept: 'ok' } as const;

/** What it measures, what is left, a bar from inline-start with ticks at 50 and 80 %. It never ticks by itself. */
export function Clock({ label, state, used, left, note, as: Tag = 'li' }: ClockProps) {
  const share = Math.round(Math.min(1, Math.max(0, used)) * 100);
  return (
    <Tag className={styles.clock}>
      <span>{label}</span>
      <span className={styles.left}>{state === 'running' ? left : <Mark state={MARKS[state]}>{left}</Mark>}</span>
      <span className={`${styles.bar} ${styles[state]}`} style={{ '--used': `${share}%` } as CSSProperties} />
      {note && <span className={styles.note}>{note}</span>}
    </Tag>
  );
}

export function Clocks({ children }: { children: ReactNode }) {
  return <ul className={styles.clocks}>{children}</ul>;
}
