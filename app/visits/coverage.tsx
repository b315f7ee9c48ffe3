import { redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button } from '#app/components/button.tsx';
import { BarChart } from '#app/components/figures.tsx';
import { Num } from '#app/components/num.tsx';
import { LineFold, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { Empty } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { canPlanRound } from './policy.ts';
import { type CoverageRow, getCoverage } from './queries.server.ts';
import { finishRound } from './rounds/commands.server.ts';
import { IdSchema } from './schema.ts';

export const handle = { i18n: ['visits'], title: (t) => t('visits:title.coverage') } satisfies PageHandle;

export const loader = authorised({ can: 'visits:coverage' }, async ({ mall, actor, now }) => {
  const coverage = await getCoverage({ mall, actor });
  return { coverage, today: dayIn(now, mall.zone), can: { finish: canPlanRound(actor, mall._id) && coverage.round?.state === 'open' } };
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
  const { coverage, today, can } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['visits', 'common', 'words']);
  const { formatDay, formatPercent, formatList } = useFormats();
  const language = useLanguage();
  const { round, total, grids, levels } = coverage;
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
      </Section>
      <Section near>
        <SectionHead>{t('coverage.by-level')}</SectionHead>
        <BarChart
          title={t('coverage.by-level')}
          heads={[t('words:thing.level'), heads[1]]}
          rows={levels.map((row) => ({ key: row.key, label: <bdi>{formatList(row.names)}</bdi>, sure: share(row), figure: figure(row) }))}
        />
      </Section>
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
