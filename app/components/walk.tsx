import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './walk.module.css';

export interface Stop {
  key: string;
  number: number;
  title: ReactNode;
  under?: ReactNode;
  /** One more line: "asked for a visit". */
  asked?: ReactNode;
  /** On which side of the aisle, in words; the arrow shows the hand's side, so it doesn't mirror. */
  side?: { hand: 'left' | 'right'; label: ReactNode };
}

/** Shops in walking order along an aisle. */
export function Walk({ stops }: { stops: readonly Stop[] }) {
  return (
    <ol className={styles.walk}>
      {stops.map(({ key, number, title, under, asked, side }) => (
        <li key={key}>
          <span className={styles.number}>{number}</span>
          <div className="grow">
            <b>{title}</b>
            {under && <span>{under}</span>}
            {asked && (
              <span className={styles.asked}>
                <Icon name="hand-stop" size={16} />
                {asked}
              </span>
            )}
          </div>
          {side && (
            <span className={styles.side}>
              <svg width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
                <path d={side.hand === 'right' ? 'M3 9h12M12 6l3 3-3 3' : 'M15 9H3M6 6 3 9l3 3'} />
              </svg>
              {side.label}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
