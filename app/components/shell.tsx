import { Link, NavLink, useLocation, useMatches } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OWN_NAMES } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { Icon, Logo } from './icon.tsx';
import { LiveState } from './live-state.tsx';
import type { NavItem } from './nav.ts';
import type { PageHandle } from './page-handle.ts';
import { Face } from './person.tsx';
import styles from './shell.module.css';

/** Takes the reader to the list of languages and back to this page. */
export function LanguageLink({ className }: { className?: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { pathname, search } = useLocation();
  return (
    <Link className={`${styles.lang}${className ? ` ${className}` : ''}`} to={`/language?next=${encodeURIComponent(pathname + search)}`}>
      <Icon name="language" size={20} />
      <span className="visually-hidden">{t('language.label')}: </span>
      <bdi lang={language}>{OWN_NAMES[language]}</bdi>
    </Link>
  );
}

/** On every page of whoever is signed in: in the rail, on a phone at the end of the page. */
function SignOutLink({ className = '' }: { className?: string }) {
  const { t } = useTranslation();
  return (
    <Link className={`${styles.lang} ${className}`} to="/sign-out">
      <Icon name="logout" size={20} />
      {t('button.sign-out')}
    </Link>
  );
}

export interface ShellPerson {
  name: string;
  /** In words: "association secretary", "South Gate community". */
  role: string;
  to: string;
}

interface ShellProps {
  mall: { name: string; to: string };
  nav: readonly NavItem[];
  /** Nobody is signed in: no tabs, no person. */
  person?: ShellPerson;
  children: ReactNode;
}

/**
 * Around every page of a mall or office: on a phone a bar on top and tabs below, from 900 px one rail at inline-start;
 * the same elements for both. A page with a bar of its own says so in its handle (`bar: 'own'`), one with a dock `tabs: false`.
 */
export function Shell({ mall, nav, person, children }: ShellProps) {
  const { t } = useTranslation();
  const handles = useMatches().map((match) => match.handle as PageHandle | undefined);
  const bar = handles.findLast((handle) => handle?.bar)?.bar ?? 'logo';
  const tabs = nav.length > 0 && handles.findLast((handle) => handle?.tabs !== undefined)?.tabs !== false;
  return (
    <div className={styles.shell} data-bar={bar} data-tabs={tabs || undefined}>
      <a className={styles.skip} href="#main">
        {t('app.skip')}
      </a>
      <header className={styles.head}>
        <Link className={styles.brand} to={mall.to}>
          <Logo />
          <span>
            <b>{t('app.name')}</b>
            <bdi>{mall.name}</bdi>
          </span>
        </Link>
        <div className={styles.foot}>
          <LiveState />
          <LanguageLink />
          {person && (
            <Link className={styles.person} to={person.to}>
              <Face name={person.name} />
              <span>
                <b>
                  <bdi>{person.name}</bdi>
                </b>
                {person.role}
              </span>
            </Link>
          )}
          {person && <SignOutLink className={styles.outOfRail} />}
        </div>
      </header>
      {nav.length > 0 && (
        <nav className={styles.nav} aria-label={t('nav.label')}>
          {nav.map(({ key, to, icon, count, end, rail }) => (
            <NavLink key={key} to={to} end={end} data-rail={rail || undefined}>
              <Icon name={icon} />
              <span>{t(`nav.${key}`)}</span>
              {count ? (
                <>
                  <span className={styles.count} aria-hidden="true">
                    {count}
                  </span>
                  <span className="visually-hidden">, {t('nav.waiting', { count })}</span>
                </>
              ) : null}
            </NavLink>
          ))}
        </nav>
      )}
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
      {person && (
        <footer className={styles.end}>
          <SignOutLink />
        </footer>
      )}
    </div>
  );
}
