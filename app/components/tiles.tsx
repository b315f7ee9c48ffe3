import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-names.ts';
import styles from './tiles.module.css';

/** The one big way in of a home page: "Ask". */
export function BigLink({ to, icon, children, under }: { to: string; icon: IconName; children: ReactNode; under?: ReactNode }) {
  return (
    <Link to={to} className={styles.big}>
      <Icon name={icon} size={30} />
      <span className="grow">
        <b>{children}</b>
        {under && <span>{under}</span>}
      </span>
      <Icon name="chevron-right" size={20} />
    </Link>
  );
}

interface Tile {
  key: string;
  to: string;
  icon: IconName;
  label: ReactNode;
  under?: ReactNode;
}

/** Two or three ways beside each other: my requests, my record, map. */
export function Tiles({ tiles }: { tiles: readonly Tile[] }) {
  return (
    <ul className={styles.tiles}>
      {tiles.map(({ key, to, icon, label, under }) => (
        <li key={key}>
          <Link to={to}>
            <Icon name={icon} />
            <b>{label}</b>
            {under && <span>{under}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The eight programs in two columns: long names wrap, icons don't move. */
export function LinkGrid({ tiles }: { tiles: readonly Omit<Tile, 'under'>[] }) {
  return (
    <ul className={styles.grid}>
      {tiles.map(({ key, to, icon, label }) => (
        <li key={key}>
          <Link to={to}>
            <Icon name={icon} />
            <span>{label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Roles to step into, beside each other: name and a quiet line. As buttons of one form (name and value), so they work without script. */
export function ChoiceButtons({ name, choices }: { name: string; choices: readonly { value: string; icon: IconName; label: ReactNode; under?: ReactNode }[] }) {
  return (
    <div className={styles.choices}>
      {choices.map(({ value, icon, label, under }) => (
        <button key={value} type="submit" name={name} value={value}>
          <Icon name={icon} />
          <span>
            <b>{label}</b>
            {under && <span>{under}</span>}
          </span>
        </button>
      ))}
    </div>
  );
}
