import sprite from './icons.svg?url';
import { type IconName, TURNING } from './icon-names.ts';
import styles from './icon.module.css';

export type MarkName = 'turn' | 'new' | 'work' | 'ok' | 'pause' | 'warn' | 'bad' | 'live' | 'offline';

interface IconProps {
  name: IconName;
  /** Edge in px on screen: 24 in lists and bars, 20 in buttons, 18 or 16 beside small text. */
  size?: 16 | 18 | 20 | 24 | 30 | 34;
  className?: string;
}

/** Drawn from one cached sprite, so an icon costs no script. Always beside a word: it is hidden from screen readers. */
export function Icon({ name, size = 24, className }: IconProps) {
  const turns = TURNING.includes(name) ? ` ${styles.turns}` : '';
  return (
    <svg className={`${styles.icon}${turns}${size < 18 ? ` ${styles.fine}` : ''}${className ? ` ${className}` : ''}`} width={size} height={size} aria-hidden="true">
      <use href={`${sprite}#${name}`} />
    </svg>
  );
}

/** The shape of a state, without its word: for map legends and marks. */
export function Shape({ name, size = 16 }: { name: MarkName; size?: 13 | 14 | 16 | 24 }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <use href={`${sprite}#mark-${name}`} />
    </svg>
  );
}

export function Logo({ size = 36 }: { size?: number }) {
  return (
    <svg width={size} height={size} aria-hidden="true">
      <use href={`${sprite}#logo`} />
    </svg>
  );
}
