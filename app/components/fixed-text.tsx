import type { ReactNode } from 'react';
import styles from './fixed-text.module.css';

/** A template's words that can't be changed; its blanks stand out. */
export function FixedText({ children }: { children: ReactNode }) {
  return <p className={styles.fixed}>{children}</p>;
}

export function Blank({ children }: { children: ReactNode }) {
  return (
    <span className={styles.blank}>
      <bdi>{children}</bdi>
    </span>
  );
}

/** How a notice looks on a locked phone. */
export function LockScreen({ children, time }: { children: ReactNode; time: string }) {
  return (
    <div className={styles.phone}>
      <p className={styles.time}>{time}</p>
      {children}
    </div>
  );
}

export function LockScreenNote({ children, lang, dir }: { children: ReactNode; lang?: string; dir?: 'ltr' | 'rtl' }) {
  return (
    <div className={styles.note} lang={lang} dir={dir}>
      {children}
    </div>
  );
}
