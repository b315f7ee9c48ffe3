import type { ReactNode } from 'react';
import { Logo } from './icon.tsx';
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

/** One message there: whose it is above its words. */
export function LockScreenNote({ children, from, lang, dir }: { children: ReactNode; from: ReactNode; lang?: string; dir?: 'ltr' | 'rtl' }) {
  return (
    <div className={styles.note} dir={dir}>
      <Logo size={32} />
      <div className="grow">
        <p className="tiny quiet">{from}</p>
        <div lang={lang}>{children}</div>
      </div>
    </div>
  );
}
