import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-names.ts';
import { Mark, type MarkState } from './mark.tsx';
import styles from './tabs.module.css';

export interface Tab {
  key: string;
  label: ReactNode;
  to: string;
  current: boolean;
  /** How many are there, beside the label. */
  count?: ReactNode;
  under?: ReactNode;
}

/** A few views of one page as segments; each is an address, so they work without script and can be sent to somebody. */
export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  return (
    <nav className={styles.segments} aria-label={label}>
      {tabs.map(({ key, label: words, to, current, count, under }) => (
        <Link key={key} to={to} preventScrollReset aria-current={current ? 'page' : undefined}>
          <span>
            {words} {count !== undefined && <span className="num">{count}</span>}
          </span>
          {under && <small>{under}</small>}
        </Link>
      ))}
    </nav>
  );
}

/** Tabs with a state under each: a text in its languages. `lang` sets the label in its own script. */
export function StateTabs({ tabs, label }: { tabs: readonly (Tab & { lang?: string; state: MarkState; stateLabel: ReactNode })[]; label: string }) {
  return (
    <nav className={styles.states} aria-label={label}>
      {tabs.map(({ key, label: words, to, current, lang, state, stateLabel }) => (
        <Link key={key} to={to} preventScrollReset aria-current={current ? 'page' : undefined}>
          <b lang={lang}>{words}</b>
          <Mark state={state} small>
            {stateLabel}
          </Mark>
        </Link>
      ))}
    </nav>
  );
}

/** Filter chips that wrap. */
export function Chips({ children, label, pad = false }: { children: ReactNode; label?: string; pad?: boolean }) {
  return (
    <div className={`${styles.chips}${pad ? ' pad' : ''}`} role={label ? 'group' : undefined} aria-label={label}>
      {children}
    </div>
  );
}

/** A layer or filter to switch by going to its address. */
export function ChipLink({ to, on = false, icon, children, desk }: { to: string; on?: boolean; icon?: IconName; children: ReactNode; desk?: boolean }) {
  return (
    <Link to={to} preventScrollReset className={`${styles.chip}${on ? ` ${styles.on}` : ''}${desk ? ` ${styles.desk}` : ''}`} aria-current={on ? 'true' : undefined}>
      {(on || icon) && <Icon name={on ? 'check' : (icon ?? 'check')} size={18} />}
      {children}
    </Link>
  );
}

/** A choice that is sent at once with its form, and works without script. */
export function ChipButton({ name, value, on = false, children }: { name: string; value: string; on?: boolean; children: ReactNode }) {
  return (
    <button name={name} value={value} className={`${styles.chip}${on ? ` ${styles.on}` : ''}`} aria-pressed={on}>
      {on && <Icon name="check" size={18} />}
      {children}
    </button>
  );
}

/** A filter inside a form: a box that looks like a chip. */
export function ChipBox({ name, value, defaultChecked, children }: { name: string; value: string; defaultChecked?: boolean; children: ReactNode }) {
  return (
    <label className={styles.box}>
      <input type="checkbox" name={name} value={value} defaultChecked={defaultChecked} />
      <span className={styles.chip}>
        <Icon name="check" size={18} />
        {children}
      </span>
    </label>
  );
}
