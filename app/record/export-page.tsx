import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { BackBar, LineLink, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Paper } from '#app/components/paper.tsx';
import { ProgramsHere } from '#app/components/program-name.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { programsHere } from '#app/i18n/programs-here.server.ts';
import { useFormats } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { requireAsked, signedIn } from '#app/platform/authorise.server.ts';
import { findMallById, zoneOf } from '#app/platform/malls.server.ts';
import { recoveredLately } from '#app/platform/proof.ts';
import { ExportAbout, ExportMall, ExportShop, ExportWrites } from './export-parts.tsx';
import { getExportView } from './export-view.server.ts';
import styles from './record.module.css';

export const handle = { i18n: ['record', 'versions', 'requests', 'notices', 'programs', 'booking', 'booths'], title: (t) => t('record:export.page-title'), bar: 'own' } satisfies PageHandle;

export const loader = signedIn(async (context) => {
  requireAsked(context, 'record');
  const { request, actor, now } = context;
  if (recoveredLately(actor, now)) throw redirect('/me/recovery');
  const { searchParams } = new URL(request.url);
  const zone = await zoneOf(actor.memberships, now);
  const view = await getExportView(actor, detectLanguage(request), searchParams.has('file'), now);
  const malls = await Promise.all([...new Set(view.shops.map((shop) => shop.mall))].map((id) => findMallById(id, now)));
  const programs = Object.fromEntries(malls.flatMap((mall) => (mall ? [[mall._id, programsHere(mall, request)] as const] : [])));
  return { view, programs, open: searchParams.has('open'), zone, today: dayIn(now, zone), now };
});

/** The export for a browser that takes no files: the same, in sections that open, to read, print and keep as pictures. */
export default function ExportPageRoute() {
  const { view, programs, open, zone, today, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation('record');
  const { zoneWord } = useFormats();
  const time = { zone, today, now, open };
  return (
    <>
      <BackBar to="/me/record" title={t('export.page')} />
      <PageTitle lead={t('export.page-hint')}>{t('export.page-title')}</PageTitle>
      <Section near>
        <Sheet list>
          {!open && (
            <LineLink icon="list" to="/me/record/page?open">
              {t('export.open-all')}
            </LineLink>
          )}
          <LineLink icon="file-download" to="/me/record/export" external under={t('export.hint')}>
            {t('export.title')}
          </LineLink>
        </Sheet>
      </Section>
      <Paper>
        <p className="pad small quiet">{zoneWord(zone, now)}</p>
        <ExportAbout view={view} time={time} />
        {view.malls.map((mall) => (
          <ExportMall key={mall.id} mall={mall} time={time} />
        ))}
        {view.shops.map((shop) => (
          <ProgramsHere.Provider key={shop.id} value={programs[shop.mall] ?? null}>
            <ExportShop shop={shop} time={time} />
          </ProgramsHere.Provider>
        ))}
        <ExportWrites view={view} time={time} />
      </Paper>
      <Section>
        {view.raw ? (
          <pre className={styles.export} dir="ltr">
            {view.raw}
          </pre>
        ) : (
          <Sheet list>
            <LineLink icon="file-text" to="/me/record/page?file" under={t('export.file-hint')}>
              {t('export.file')}
            </LineLink>
          </Sheet>
        )}
      </Section>
    </>
  );
}
