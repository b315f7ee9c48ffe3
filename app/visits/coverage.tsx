import { redirect } from '@remix-run/node';
import { Form, useLoaderData, useParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button } from '#app/components/button.tsx';
import { BarChart } from '#app/components/figures.tsx';
import { Num } from '#app/components/num.tsx';
import { Line, LineFold, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { numbered, Paging } from '#app/components/paging.tsx';
import { Patch } from '#app/components/patch.tsx';
import { Empty } from '#app/components/states.tsx';
import { Table } from '#app/components/table.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { type CoverageRow, findMallCoverage, getCoverage, type MallCoverage, pageOf } from './coverage.server.ts';
import { HandsWanted } from './hands/hands.tsx';
import { canPlanRound } from './policy.ts';
import { finishRound } from './rounds/commands.server.ts';
import { IdSchema } from './schema.ts';

export const handle = { i18n: ['visits'], title: (t) => t('visits:title.coverage') } satisfies PageHandle;

export const loader = authorised({ can: 'visits:coverage' }, async ({ request, mall, actor, now }) => {
  const coverage = await getCoverage({ mall, actor });
  const page = Number.parseInt(new URL(request.url).searchParams.get('page') ?? '1', 10) || 1;
  return { base: `/m/${mall.slug}`, coverage: pageOf(coverage, page), whole: await findMallCoverage({ mall, actor, now }, coverage), today: dayIn(now, mall.zone), can: { finish: canPlanRound(actor, mall._id) && coverage.round?.state === 'open' } };
});

export const action = authorised({ can: 'visits:coverage' }, async ({ request, mall, actor, now }) =>
  submitForm(await request.formData(), z.object({ round: IdSchema }), async ({ round }) => {
    await finishRound({ mall, actor, now }, round);
    return redirect(`/m/${mall.slug}/visits/coverage`);
  }),
);

const share = ({ offered, shops }: CoverageRow): number => (shops === 0 ? 0 : Math.min(1, offered / shops));

/** How many shops were offered a visit, by grid and by floor; nothing else is a figure of a round. */
export default function CoverageRoute() {
  const { base, coverage, whole, today, can } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['visits', 'common', 'words']);
  const { formatDay, formatPercent, formatList } = useFormats();
  const language = useLanguage();
  const { round, total, grids, levels, page, pages } = coverage;
  if (!round) {
    return (
      <>
        <PageTitle>{t('title.coverage')}</PageTitle>
        <Empty title={t('day.no-round')}>{t('coverage.none')}</Empty>
      </>
    );
  }
  const figure = (row: CoverageRow) => <Num>{`${row.offered}/${row.shops}`}</Num>;
  const heads = [t('words:thing.grid'), t('day.offered')] as const;
  return (
    <>
      <PageTitle lead={`${t('coverage.until')}: ${formatDay(round.closesOn, { today })}`}>{pickLocalized(round.name, language)?.text ?? t('title.coverage')}</PageTitle>
      <Section near>
        <SectionHead aside={<Num>{formatPercent(share(total))}</Num>} under={t('coverage.explained')}>
          {t('day.offered')}: {figure(total)}
        </SectionHead>
      </Section>
      <Section near>
        <SectionHead>{t('coverage.by-grid')}</SectionHead>
        <div className="pad">
          <BarChart
            title={t('coverage.by-grid')}
            heads={heads}
            columns={2}
            rows={grids.map((row) => ({
              key: row.key,
              label: <Patch {...row.grid} size={28} />,
              name: t('common:grid.named', { number: row.grid.number }),
              sure: share(row),
              figure: figure(row),
            }))}
          />
        </div>
      </Section>
      {levels.length > 0 && (
        <Section near>
          <SectionHead>{t('coverage.by-level')}</SectionHead>
          <div className="pad">
            <BarChart
              title={t('coverage.by-level')}
              heads={[t('words:thing.level'), heads[1]]}
              rows={levels.map((row) => ({ key: row.key, label: <bdi>{formatList(row.names)}</bdi>, sure: share(row), figure: figure(row) }))}
            />
          </div>
        </Section>
      )}
      <Paging {...numbered({ page, pages }, (to) => `?page=${to}`)} where={{ page, pages }} />
      {whole && <HandsWanted hands={whole.hands} base={base} />}
      {whole && <WholeMall whole={whole} today={today} />}
      {can.finish && (
        <Section>
          <Sheet>
            <LineFold icon="flag" title={t('coverage.finish')} under={t('coverage.finish-hint')}>
              <Form method="post">
                <input type="hidden" name="round" value={round.id} />
                <Button look="danger">{t('coverage.finish-now')}</Button>
              </Form>
            </LineFold>
          </Sheet>
        </Section>
      )}
    </>
  );
}

/** What officers see of the mall as a whole: by day, and what shops asked for. */
function WholeMall({ whole: { days, met, late, asked, interpreters, recounted }, today }: { whole: MallCoverage; today: string }) {
  const { mall } = useParams();
  const { t } = useTranslation('visits');
  const { formatDay, formatNumber } = useFormats();
  const count = (value: number) => <Num>{formatNumber(value)}</Num>;
  const lists = `/m/${mall}/manage/visits/shops`;
  return (
    <>
      {days.length > 0 && (
        <Section near>
          <SectionHead>{t('coverage.by-day')}</SectionHead>
          <Table
            caption={t('coverage.by-day')}
            quiet
            columns={[{ key: 'day', label: t('coverage.day') }, { key: 'offered', label: t('day.offered'), number: true }, { key: 'so-far', label: t('coverage.so-far'), number: true }, { key: 'left', label: t('day.left'), number: true }]}
            rows={days.map(({ day, offered, soFar, left }) => ({ key: day, cells: [formatDay(day, { today }), count(offered), count(soFar), count(left)] }))}
          />
        </Section>
      )}
      <Section near>
        <Sheet list>
          {met !== null && <Line>{t('coverage.met')}: {count(met)}</Line>}
          {met !== null && <Line>{t('coverage.late')}: {count(late)}</Line>}
          <LineLink to={`${lists}?list=asked`}>
            {t('coverage.asked')}: {count(asked)}
          </LineLink>
          <LineLink to={lists}>{t('coverage.never')}</LineLink>
          <Line>{t('coverage.interpreters')}: {count(interpreters)}</Line>
          {recounted && (
            <Line>
              <div className="grow">
                {t('coverage.recounted', { day: formatDay(recounted.day, { today }) })}
                {recounted.grids.map(({ number, by }) => (
                  <p key={number} className="small">
                    {t('coverage.recounted-grid', { number: formatNumber(number) })}: <Num>{`${by > 0 ? '+' : ''}${formatNumber(by)}`}</Num>
                  </p>
                ))}
              </div>
            </Line>
          )}
        </Sheet>
      </Section>
    </>
  );
}
