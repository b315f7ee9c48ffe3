import { useTranslation } from 'react-i18next';
import { Section } from '#app/components/page.tsx';
import { Strip } from '#app/components/states.tsx';
import type { CannotKeep } from './can-keep.ts';
import styles from './day.module.css';

const PHONE = <rect x="90" y="10" width="140" height="200" rx="18" fill="none" stroke="currentColor" strokeWidth="4" />;

/** Three dots at the top of a page. */
function Dots() {
  return (
    <svg viewBox="0 0 320 220" className={styles.picture} aria-hidden="true">
      {PHONE}
      <path d="M90 52h140" stroke="currentColor" strokeWidth="3" />
      <g fill="currentColor">
        <circle cx="190" cy="32" r="5" />
        <circle cx="204" cy="32" r="5" />
        <circle cx="218" cy="32" r="5" />
      </g>
      <circle cx="204" cy="32" r="26" fill="none" stroke="var(--mh-action)" strokeWidth="6" />
      <path d="M286 96c-6-26-22-44-50-54m14-12-14 12 12 14" fill="none" stroke="var(--mh-action)" strokeWidth="6" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M110 80h100M110 104h100M110 128h70" stroke="currentColor" strokeWidth="6" strokeLinecap="round" opacity=".3" />
    </svg>
  );
}

/** A globe among the choices of a sheet that came up from below. */
function Globe() {
  return (
    <svg viewBox="0 0 320 220" className={styles.picture} aria-hidden="true">
      {PHONE}
      <path d="M92 118h136" stroke="currentColor" strokeWidth="3" />
      <g fill="none" stroke="currentColor" strokeWidth="4">
        <circle cx="124" cy="156" r="17" opacity=".35" />
        <circle cx="196" cy="156" r="17" opacity=".35" />
        <g stroke="var(--mh-action)" strokeWidth="5">
          <circle cx="160" cy="156" r="17" />
          <path d="M143 156h34M160 139c-12 10-12 24 0 34 12-10 12-24 0-34" strokeWidth="3" />
        </g>
      </g>
      <circle cx="160" cy="156" r="30" fill="none" stroke="var(--mh-action)" strokeWidth="6" />
    </svg>
  );
}

/** The address again, in a browser of its own, with the day on it. */
function Arrived() {
  return (
    <svg viewBox="0 0 320 220" className={styles.picture} aria-hidden="true">
      {PHONE}
      <rect x="106" y="26" width="108" height="22" rx="11" fill="none" stroke="currentColor" strokeWidth="3" />
      <path d="M110 80h100M110 104h100M110 128h70" stroke="currentColor" strokeWidth="6" strokeLinecap="round" opacity=".3" />
      <path d="M132 168l20 20 38-42" fill="none" stroke="var(--mh-ok-text)" strokeWidth="9" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

/** Why this browser can't keep a day, and how to open one that can. */
export function OtherBrowser({ why }: { why: CannotKeep }) {
  const { t } = useTranslation('offline-day');
  const steps = [
    { key: 'dots', picture: <Dots /> },
    { key: 'open', picture: <Globe /> },
    { key: 'again', picture: <Arrived /> },
  ] as const;
  return (
    <>
      <Strip tone="warn" icon="alert-triangle" title={t(`cannot.${why}`)} live>
        {t('cannot.hint')}
      </Strip>
      <Section>
        <ol className={styles.steps}>
          {steps.map(({ key, picture }, at) => (
            <li key={key}>
              <b>
                {at + 1}. {t(`cannot.step-${key}`)}
              </b>
              {picture}
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}
