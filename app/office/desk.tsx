import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Num } from '#app/components/num.tsx';
import { Columns, Count, PageTitle } from '#app/components/page.tsx';
import { ProgramsHere } from '#app/components/program-name.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import { SearchField } from '#app/components/search-field.tsx';
import { Empty } from '#app/components/states.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { programsHere } from '#app/i18n/programs-here.server.ts';
import { localizedFor } from '#app/i18n/localized.server.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { atOffice } from '#app/platform/authorise.server.ts';
import { DeskNow } from './desk-now.tsx';
import { DeskReleased } from './desk-released.tsx';
import { DeskSentence } from './desk-sentence.tsx';
import styles from './desk.module.css';
import { releasePause } from './jobs.server.ts';
import { countRunning } from './dispatch/queries.server.ts';
import { boxOfOffice } from './letters/policy.ts';
import { listBox } from './letters/queries.server.ts';
import { titledReach } from './notices.server.ts';
import { listPassedOn } from './passed-on.server.ts';
import { findOfficeMall, findReleaseView } from './queries.server.ts';
import { FEW } from './shown-span.tsx';
import { lateAnswers, lateLetter, lateRequest } from './warnings/closed-list.ts';
import { listOfficeWarnings, ownReach } from './warnings/queries.server.ts';

export const handle = { i18n: ['office', 'letters'], title: (t) => t('office:desk.title') } satisfies PageHandle;

export const loader = atOffice(async ({ request, office, now }) => {
  const params = new URL(request.url).searchParams;
  const { malls, mall } = await findOfficeMall(office, params.get('mall'), now);
  const base = `/office/${office}`;
  if (!mall) return { base, malls, mall: null, now };
  const own = ownReach(office, mall, now);
  const [release, passed, letters, others, notices, running] = await Promise.all([findReleaseView(mall), listPassedOn(office, mall, now), listBox(mall, boxOfOffice(office), now), listOfficeWarnings(office, mall, now, own), own.then((sent) => titledReach(mall, sent, detectLanguage(request))), countRunning(mall._id, boxOfOffice(office))]);
  const round = release?.round && localizedFor(release.round.name, detectLanguage(request))?.text;
  return { base, malls, mall: { slug: mall.slug, zone: mall.zone, programs: programsHere(mall, request) }, now, release, round: round ?? null, running, isTable: params.get('as') === 'table', passed, questions: letters.waiting, notices, warnings: [...lateAnswers([...passed.map(lateRequest), ...letters.waiting.map(lateLetter)]), ...others], today: dayIn(now, mall.zone), pauseMinutes: Math.ceil(releasePause() / 60_000) };
});

/** How the mall is doing, in released figures, and what is addressed to the office now. */
export default function DeskRoute() {
  const data = useLoaderData<typeof loader>();
  const { t } = useTranslation('office');
  const { formatDate, formatNumber, zoneWord, formatUnit } = useFormats();
  const language = useLanguage();
  if (!data.mall) {
    return (
      <>
        <PageTitle>{t('desk.title')}</PageTitle>
        <Empty title={t('desk.no-mall')} />
      </>
    );
  }
  const { mall, malls, now, release, round, running, isTable, passed, questions, notices, warnings, base, today, pauseMinutes } = data;
  const { zone } = mall;
  return (
    <>
      <PageTitle lead={`${formatDate(now, { zone, now })} · ${zoneWord(zone, now)}`}>{t('desk.title')}</PageTitle>
      {malls.length > 1 && (
        <nav className={styles.malls} aria-label={t('desk.malls')}>
          {malls.map(({ slug, name }) => (
            <Link key={slug} to={`?mall=${slug}`} aria-current={slug === mall.slug ? 'page' : undefined}>
              <bdi>{pickLocalized(name, language)?.text}</bdi>
            </Link>
          ))}
        </nav>
      )}
      <div className={`pad ${styles.search}`}>
        <SearchField label={t('desk.search')} query="" action={`${base}/search`} kept={{ mall: mall.slug }} />
      </div>
      <p className={`${styles.under} ${styles.ways} ${styles.above}`}>
        <Link to={`${base}/tree`}>{t('tree.title')}</Link>
        <Link to={`${base}/help-plans?mall=${mall.slug}`}>{t('plans.title')}</Link>
        <Link to={`${base}/dispatch?mall=${mall.slug}`}>
          {t('desk.dispatch')}
          {running > 0 && <> <Count><Num>{formatNumber(running)}</Num></Count></>}
        </Link>
        <Link to={`${base}/packs?mall=${mall.slug}`}>{t('how.packs')}</Link>
        <Link to={`${base}/analysis?mall=${mall.slug}`}>{t('how.analysis')}</Link>
      </p>
      <DeskSentence release={release} round={round} passed={passed} zone={zone} now={now} />
      <Columns>
        <ProgramsHere.Provider value={mall.programs}>
          <DeskReleased release={release} report={`${base}/round-report?mall=${mall.slug}`} twin={{ isTable, to: `?mall=${mall.slug}${isTable ? '' : '&as=table'}` }} zone={zone} now={now} />
        </ProgramsHere.Provider>
        <DeskNow {...{ passed, questions, notices, warnings, base, today }} mall={mall.slug} />
      </Columns>
      <p className={styles.foot}>{t('foot', { few: FEW, pause: formatUnit(pauseMinutes, 'minute') })}</p>
    </>
  );
}
