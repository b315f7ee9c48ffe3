import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Paper } from '#app/components/paper.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, Columns, LineLink, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import { ProgramsHere } from '#app/components/program-name.ts';
import { Tabs } from '#app/components/tabs.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { programsHere } from '#app/i18n/programs-here.server.ts';
import { contentLanguageOf, isLanguage } from '#app/i18n/languages.ts';
import { requireAsked, signedIn } from '#app/platform/authorise.server.ts';
import { findMallById } from '#app/platform/malls.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { ShopName } from '#app/visits/shop-name.tsx';
import { actOnRecord, takeBackTieOf } from './acts.server.ts';
import { Looks } from './looks.tsx';
import { MyPartPage } from './my-part.tsx';
import { recordsOf } from './policy.ts';
import styles from './record.module.css';
import { getRecord, type PartCard } from './queries.server.ts';
import { RecordActSchema, TieSchema } from './schema.ts';
import { ShopPartPage } from './shop-part.tsx';
import { Writes } from './writes.tsx';

export const handle = { i18n: ['record', 'versions', 'booths'], title: (t) => t('record:title'), bar: 'own' } satisfies PageHandle;

export const loader = signedIn(async (context) => {
  requireAsked(context, 'record');
  const { request, params, actor, now } = context;
  const first = recordsOf(actor)[0]?.merchant;
  const part = !params.part || params.part === 'shop' ? (first ?? 'me') : params.part;
  const page = Number(new URL(request.url).searchParams.get('page')) || 1;
  const view = await getRecord(actor, part, Math.min(Math.max(1, Math.trunc(page)), 500), now);
  const mall = view.kind === 'shop' ? await findMallById(view.mall, now) : null;
  return { view, programs: mall && programsHere(mall, request) };
});

export const action = signedIn(async (context) => {
  requireAsked(context, 'record');
  const { request, actor, known, now } = context;
  const form = await request.formData();
  const act = { actor, now };
  if (form.get('intent') === 'take-back-tie') {
    return submitForm(form, TieSchema, async (tie) => {
      await takeBackTieOf(act, tie);
      return redirect('/me/record/me');
    });
  }
  // The words are in the language that her screen is in, unless the form says otherwise.
  if (!form.has('language')) form.set('language', contentLanguageOf(detectLanguage(request, { account: isLanguage(known.language) ? known.language : undefined })));
  return submitForm(form, RecordActSchema, async (input) => redirect(await actOnRecord(act, input)));
});

/** Everything that is written about me and my shops; nothing is hidden. */
export default function RecordRoute() {
  const { view, programs } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['record', 'common']);
  const errors = useFormErrors(useActionData(), 'record');
  return (
    <>
      <BackBar to="/me" title={t('title')} />
      <PageTitle lead={t('lead')}>{t('heading')}</PageTitle>
      <div className={`pad ${styles.parts}`}>
        <Tabs label={t('parts')} tabs={view.parts.map((one) => ({ key: one.part, to: `/me/record/${one.part}`, current: one.part === view.part, ...labelOf(one, t('part-me')) }))} />
      </div>
      <FormErrorSummary errors={errors} />
      <Paper>
        <Columns>
          <div>{view.kind === 'shop' ? <ProgramsHere.Provider value={programs}><ShopPartPage view={view} errors={errors} /></ProgramsHere.Provider> : <MyPartPage view={view} />}</div>
          <div>
            <Looks looks={view.looks} office={view.officeLooked} today={view.today} />
            <Writes {...view} />
          </div>
        </Columns>
      </Paper>
      <Section>
        <Sheet list>
          {view.kind === 'shop' && (
            <LineLink icon="device-mobile" to={`/me/record/${view.part}/phone`} under={t('visits.phone-hint')}>
              {t('visits.phone')}
            </LineLink>
          )}
          <LineLink icon="file-download" to="/me/record/export" external under={t('export.hint')}>
            {t('export.title')}
          </LineLink>
          <LineLink icon="file-text" to="/me/record/page" under={t('export.page-hint')}>
            {t('export.page')}
          </LineLink>
          <LineLink icon="eraser" to={`/me/record/erase?part=${view.part}`} under={t('erase.hint')}>
            {t('erase.title')}
          </LineLink>
        </Sheet>
      </Section>
    </>
  );
}

function labelOf({ part, names, unit }: PartCard, me: string) {
  return part === 'me' ? { label: me } : { label: <ShopName names={names} />, under: unit ? <bdi>{unit}</bdi> : undefined };
}
