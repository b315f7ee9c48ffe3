import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, Shape } from './icon.tsx';
import type { IconName } from './icon-names.ts';
import styles from './states.module.css';

/** Says what belongs here and offers the first step. */
export function Empty({ title, children, action }: { title: ReactNode; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.state} data-state>
      <p className="strong">{title}</p>
      {children && <p className="quiet small">{children}</p>}
      {action}
    </div>
  );
}

/** While something is fetched into a place that has nothing yet; visible only after 300 ms. */
export function Bones({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={`${styles.state} ${styles.bones}`} data-state aria-busy="true">
      <span className={styles.bone} />
      <span className={styles.bone} />
      <p className="quiet small">{children ?? t('state.still-coming')}</p>
    </div>
  );
}

/** What happened, what was kept, what to do. `level` makes the first line the page's heading. */
export function ErrorPanel({ title, children, actions, level }: { title: ReactNode; children?: ReactNode; actions?: ReactNode; level?: 1 | 2 }) {
  const Heading = level ? (`h${level}` as const) : 'p';
  return (
    <div className={`${styles.state} ${styles.wrong}`} data-state role={level ? undefined : 'alert'}>
      <Heading className={styles.what}>
        <Shape name="bad" />
        <span>{title}</span>
      </Heading>
      {children && <div className="small">{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

interface StripProps {
  tone: 'news' | 'ok' | 'warn' | 'bad' | 'turn';
  icon?: IconName;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Spoken when it appears or changes: sync, saved, sent. */
  live?: boolean;
}

/** A message over the width of the page: what waits to be sent, good news, a warning. */
export function Strip({ tone, icon, title, children, action, live }: StripProps) {
  return (
    <div className={`${styles.strip} ${styles[tone]}`} role={live ? 'status' : undefined}>
      {icon && <Icon name={icon} />}
      <div className="grow">
        <b>{title}</b>
        {children}
      </div>
      {action}
    </div>
  );
}

/** One line at the margin that explains, with a stroke before it: "This is a demonstration…". */
export function Aside({ children, tone = 'turn' }: { children: ReactNode; tone?: 'turn' | 'news' }) {
  return <p className={`${styles.asideNote} ${tone === 'turn' ? styles.asideTurn : styles.asideNews}`}>{children}</p>;
}
