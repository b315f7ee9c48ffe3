import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconLink } from './button.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-names.ts';
import { LiveState } from './live-state.tsx';
import { LanguageLink } from './shell.tsx';
import styles from './page.module.css';

/** The one h1. `lead` is a quiet line under it, `aside` (a patch, buttons) stays at inline-end. */
export function PageTitle({ children, lead, aside, above }: { children: ReactNode; lead?: ReactNode; aside?: ReactNode; above?: ReactNode }) {
  return (
    <div className={styles.title}>
      <div className="grow">
        {above}
        <h1>{children}</h1>
        {lead && <p>{lead}</p>}
      </div>
      {aside}
    </div>
  );
}

interface BackBarProps {
  to: string;
  /** What the page is called; with a `PageTitle` below it, only said and not a heading. */
  title: ReactNode;
  line?: ReactNode;
  /** Icon buttons or a patch at inline-end. */
  children?: ReactNode;
  /** With the language link, as on pages that somebody may come to from outside. */
  language?: boolean;
}

/** A phone page's own bar (`handle.bar = 'own'`): back, name, live state. On a desk a line above the title. */
export function BackBar({ to, title, line, children, language }: BackBarProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.bar}>
      <IconLink icon="arrow-left" label={t('button.back')} to={to} />
      <div className={styles.name}>
        <b>{title}</b>
        {line && <span>{line}</span>}
      </div>
      <span className={styles.phoneOnly}>
        <LiveState />
        {language && <LanguageLink />}
      </span>
      {children}
    </div>
  );
}

/** A phone page's own bar without a way back: the page's name where the mall's would be. */
export function TitleBar({ title, line, children }: Pick<BackBarProps, 'title' | 'line' | 'children'>) {
  return (
    <div className={`${styles.bar} ${styles.named}`}>
      <div className={styles.name}>
        <h1>{title}</h1>
        {line && <span>{line}</span>}
      </div>
      <span className={styles.phoneOnly}>
        <LiveState />
      </span>
      {children}
    </div>
  );
}

export function Section({ children, near = false, id }: { children: ReactNode; near?: boolean; id?: string }) {
  return (
    <section id={id} className={`${styles.section}${near ? ` ${styles.near}` : ''}`}>
      {children}
    </section>
  );
}

/** Heading of a section; `aside` is a link or a quiet word at inline-end, `under` a quiet line below. */
export function SectionHead({ children, aside, under, level = 2 }: { children: ReactNode; aside?: ReactNode; under?: ReactNode; level?: 2 | 3 }) {
  const Heading = `h${level}` as const;
  return (
    <div className={styles.head}>
      <Heading>{children}</Heading>
      {aside && <span className={styles.aside}>{aside}</span>}
      {under && <p>{under}</p>}
    </div>
  );
}

/** How many things wait: saffron, beside a heading or a tab. */
export function Count({ children }: { children: ReactNode }) {
  return <span className={styles.count}>{children}</span>;
}

/** Paper between two hairlines; on a desk a flat panel. `list` makes it a ul whose children are li. */
export function Sheet({ children, list = false, label }: { children: ReactNode; list?: boolean; label?: string }) {
  const Tag = list ? 'ul' : 'div';
  return (
    <Tag className={styles.sheet} aria-label={label}>
      {children}
    </Tag>
  );
}

/** A row of a sheet with the page's margin. */
export function Line({ children, as: Tag = 'li', tint }: { children: ReactNode; as?: 'li' | 'div'; tint?: 'chosen' }) {
  return <Tag className={`${styles.line}${tint ? ` ${styles.tint}` : ''}`}>{children}</Tag>;
}

interface LineLinkProps {
  /** Stands before the link and is no part of it: a box to choose the row by. */
  before?: ReactNode;
  to: string;
  children: ReactNode;
  icon?: IconName;
  under?: ReactNode;
  aside?: ReactNode;
  external?: boolean;
  as?: 'li' | 'div';
}

/** A whole row to press, with where it goes at inline-end. */
export function LineLink({ before, to, children, icon, under, aside, external, as: Tag = 'li' }: LineLinkProps) {
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      <span className="grow">
        {children}
        {under && <small>{under}</small>}
      </span>
      {aside && <span className={styles.aside}>{aside}</span>}
      <Icon name="chevron-right" size={20} />
    </>
  );
  return (
    <Tag className={before ? styles.chosen : undefined}>
      {before}
      {external ? (
        <a className={styles.link} href={to}>
          {inside}
        </a>
      ) : (
        <Link className={styles.link} to={to}>
          {inside}
        </Link>
      )}
    </Tag>
  );
}

/** A row that opens in place, without script. `lead` stands where the icon would: a patch. */
export function LineFold({ title, icon, lead, under, aside, children, open }: { title: ReactNode; icon?: IconName; lead?: ReactNode; under?: ReactNode; aside?: ReactNode; children: ReactNode; open?: boolean }) {
  return (
    <details className={styles.fold} open={open}>
      <summary className={styles.link}>
        {icon ? <Icon name={icon} /> : lead}
        <span className="grow">
          {title}
          {under && <small>{under}</small>}
        </span>
        {aside && <span className={styles.aside}>{aside}</span>}
        <Icon name="chevron-down" size={20} />
      </summary>
      <div className={styles.folded}>{children}</div>
    </details>
  );
}

/** A row with a label before it: place, who sees it, what it costs. `lead` is an icon or a patch, `action` a link or switch. */
export function Says({ lead, children, under, over, action, as: Tag = 'li' }: { lead: ReactNode; children: ReactNode; under?: ReactNode; over?: ReactNode; action?: ReactNode; as?: 'li' | 'div' }) {
  return (
    <Tag className={styles.says}>
      {lead}
      <span>
        {over && <small>{over}</small>}
        {children}
        {under && <small>{under}</small>}
      </span>
      {action}
    </Tag>
  );
}

/** What stays in reach of the thumb: at most two buttons and one line on what happens. Pages with it set `handle.tabs = false`. */
export function Dock({ children, note, noteAfter = false }: { children: ReactNode; note?: ReactNode; noteAfter?: boolean }) {
  const line = note && <p className={styles.note}>{note}</p>;
  return (
    <div className={styles.dock}>
      {!noteAfter && line}
      {children}
      {noteAfter && line}
    </div>
  );
}

/** A desk's flat panel with its heading. Never inside another. */
export function Panel({ title, aside, children, level = 2 }: { title: ReactNode; aside?: ReactNode; children: ReactNode; level?: 2 | 3 }) {
  const Heading = `h${level}` as const;
  return (
    <section className={styles.panel}>
      <div className={styles.panelHead}>
        <Heading>{title}</Heading>
        {aside && <span className={styles.aside}>{aside}</span>}
      </div>
      {children}
    </section>
  );
}

/** Two columns from 900 px, one below the other on a phone. `wide` gives the first eleven twentieths. */
export function Columns({ children, aside = false }: { children: ReactNode; aside?: boolean }) {
  return <div className={aside ? styles.withAside : styles.columns}>{children}</div>;
}

/** A page that is read or filled in from top to bottom: on a desk as wide as a sentence is read, only its dock runs over the whole page. */
export function Narrow({ children }: { children: ReactNode }) {
  return <div className={styles.narrow}>{children}</div>;
}
