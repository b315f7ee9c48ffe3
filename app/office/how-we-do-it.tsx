import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Line, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { ProgramsHere, useProgramName } from '#app/components/program-name.ts';
import { Table } from '#app/components/table.tsx';
import { capitalized } from '#app/i18n/formats.ts';
import { programsHere } from '#app/i18n/programs-here.server.ts';
import { useFormats } from '#app/i18n/react.ts';
import { getRosterMall } from '#app/mall/roles/public-mall.server.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { findReleaseView } from './queries.server.ts';
import { FEW } from './shown-span.tsx';

export const handle = { i18n: ['office'], title: (t) => t('office:how.title') } satisfies PageHandle;

export const loader = openToAnyone(async (visitor) => {
  const { mall } = await getRosterMall(visitor);
  const release = await findReleaseView(mall);
  const figures = release && { cutAt: release.cutAt, round: release.round && { of: release.round.of, atLeast: release.round.atLeast }, rows: release.stages.rows.map(({ program, sum }) => ({ program, sum })) };
  return { base: `/m/${mall.slug}`, zone: mall.zone, now: visitor.now, figures, programs: programsHere(mall, visitor.request) };
});

const WAYS = ['visits', 'requests', 'questions', 'office', 'record', 'figures'] as const;

/** For other malls, and everybody: how this association works, with the figures that everybody may see. */
export default function HowWeDoItRoute() {
  const { base, zone, now, figures, programs } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['office', 'common']);
  const { formatDateTime } = useFormats();
  return (
    <>
      <PageTitle lead={t('how.lead')}>{t('how.title')}</PageTitle>
      <Section near>
        <Sheet list>
          {WAYS.map((way) => (
            <Line key={way}>
              <b>{t(`how.${way}`)}</b>
              <p>{t(`how.${way}-text`)}</p>
            </Line>
          ))}
        </Sheet>
      </Section>
      <Section near>
        <SectionHead under={figures ? t('common:state.as-of', { time: formatDateTime(figures.cutAt, { zone, now }) }) : t('release.none-text')}>{t('how.numbers')}</SectionHead>
        {figures && (
          <Sheet>
            {figures.round && <Line as="div">{t('how.offered', { least: figures.round.atLeast, of: figures.round.of })}</Line>}
            <ProgramsHere.Provider value={programs}>
              <Programs rows={figures.rows} />
            </ProgramsHere.Provider>
            <Line as="div">
              <p className="small quiet">{t('how.few', { few: FEW })}</p>
            </Line>
          </Sheet>
        )}
      </Section>
      <Section near>
        <SectionHead>{t('how.more')}</SectionHead>
        <Sheet list>
          <LineLink to={`${base}/what-the-office-sees`} icon="eye">
            {t('sees.title')}
          </LineLink>
          <LineLink to={`${base}/packs`} icon="file-analytics">
            {t('how.packs')}
          </LineLink>
          <LineLink to={`${base}/analysis`} icon="file-analytics">
            {t('how.analysis')}
          </LineLink>
          <LineLink to={`${base}/answers`} icon="messages">
            {t('how.answers')}
          </LineLink>
          <LineLink to={`${base}/roster`} icon="users">
            {t('how.roster')}
          </LineLink>
          <LineLink to={`${base}/visit-questions`} icon="clipboard-list">
            {t('how.visit-questions')}
          </LineLink>
        </Sheet>
      </Section>
    </>
  );
}

function Programs({ rows }: { rows: readonly { program: string; sum: number }[] }) {
  const { t } = useTranslation('office');
  const { formatNumber } = useFormats();
  const nameOf = useProgramName();
  return (
    <Table
      caption={t('how.requests-now')}
      firm
      columns={[{ key: 'program', label: t('stages.program') }, { key: 'sum', label: t('tree.requests'), number: true }]}
      rows={rows.map(({ program, sum }) => ({ key: program, cells: [program === 'unsorted' ? t('stages.unsorted') : capitalized(nameOf(program)), sum > 0 ? formatNumber(sum) : '–'] }))}
    />
  );
}
