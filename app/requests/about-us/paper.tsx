import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { BackBar, Narrow, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { PrintButton } from '#app/components/print-button.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import styles from './paper.module.css';

export const handle = { i18n: ['about-us'], title: (t) => t('about-us:paper.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'mall:read' }, ({ mall }) => ({ mall: mall.name, back: `/m/${mall.slug}/about-us` }));

const LINES = ['person', 'what', 'booth'] as const;
const ROOM: Record<(typeof LINES)[number], number> = { person: 1, what: 9, booth: 1 };

/** The paper for the box: nothing on it says who wrote it, unless she writes it herself. */
export default function AboutUsPaperRoute() {
  const { mall, back } = useLoaderData<typeof loader>();
  const { t } = useTranslation('about-us');
  const language = useLanguage();
  return (
    <Narrow>
      <div className="no-print">
        <BackBar to={back} title={t('paper.title')} language />
        <PageTitle lead={t('paper.lead')}>{t('paper.title')}</PageTitle>
        <div className="pad">
          <PrintButton>{t('paper.print')}</PrintButton>
        </div>
      </div>
      <article className={styles.paper}>
        <h2>
          {t('title')} · <bdi>{pickLocalized(mall, language)?.text}</bdi>
        </h2>
        <p>{t('paper.who')}</p>
        {LINES.map((line) => (
          <div key={line}>
            <p className={styles.label}>{t(`paper.${line}`)}</p>
            {Array.from({ length: ROOM[line] }, (_none, at) => (
              <div key={at} className={styles.line} />
            ))}
          </div>
        ))}
        <p>{t('paper.fold')}</p>
      </article>
    </Narrow>
  );
}
