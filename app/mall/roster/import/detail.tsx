import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation, useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Strip } from '#app/components/states.tsx';
import { Table } from '#app/components/table.tsx';
import { useFormats, useReasons } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { refuseForm } from '#app/platform/form.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { BoothNumber, ShopName } from '../names.tsx';
import { type AskedRow, getImportPage } from './queries.server.ts';
import { startImport } from './running.server.ts';
import styles from '../roster.module.css';

export const handle = { i18n: ['roster'], title: (t) => t('roster:import.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ params, mall }) => ({
  base: `/m/${mall.slug}/manage/roster`,
  view: await getImportPage(mall._id, String(params.sheet)),
}));

export const action = authorised({ can: 'mall:manage' }, async ({ request, params, actor, mall, now }) => {
  const id = String(params.sheet);
  const allowed = (await request.formData()).getAll('allow').map(String);
  try {
    await startImport({ mall, actor, now }, id, allowed);
    return redirect(`/m/${mall.slug}/manage/roster/import/${id}`);
  } catch (error) {
    if (error instanceof Refusal) return refuseForm({ [error.field]: error.reason }, Object.fromEntries(allowed.map((kind) => [`allow-${kind}`, 'yes'])));
    throw error;
  }
});

const KINDS = ['new', 'change', 'booth', 'move', 'replace', 'same', 'bad'] as const;

/** What a file would do, then how far it is, then what came of it: one address for all three. */
export default function ImportDetailRoute() {
  const { base, view } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  return (
    <>
      <BackBar to={`${base}/import`} title={t('import.title')} />
      <PageTitle lead={t(`import.lead-${view.state}`, { count: view.rows })}>{t(`import.state-${view.state}`)}</PageTitle>
      {view.state === 'running' && <Running />}
      {view.state === 'done' && (
        <Strip tone={view.counts.bad > 0 ? 'warn' : 'ok'} title={view.counts.bad > 0 ? t('import.some-back', { count: view.counts.bad }) : t('import.all-in')} live>
          <ButtonLink to={base}>{t('import.to-list')}</ButtonLink>
        </Strip>
      )}
      {view.state !== 'running' && <Counts />}
      {view.state === 'ready' && <Questions />}
      <BadRows />
      <Columns />
    </>
  );
}

/** With script it looks again by itself; without, the browser loads the page again every three seconds. */
function Running() {
  const { view } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const { formatNumber } = useFormats();
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== 'idle') return;
    const timer = setTimeout(revalidate, 1_000);
    return () => clearTimeout(timer);
  }, [revalidate, state]);
  return (
    <Section near>
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      <div className="pad" role="status">
        <progress className={styles.progress} max={view.rows} value={view.progress} aria-label={t('import.progress-label')} />
        <p>{t('import.progress', { done: formatNumber(view.progress), all: formatNumber(view.rows) })}</p>
        <p className="small quiet">{t('import.progress-hint')}</p>
      </div>
    </Section>
  );
}

function Counts() {
  const { view } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const { formatNumber } = useFormats();
  return (
    <Section near>
      <div className="pad">
        <Table
          caption={t(view.state === 'ready' ? 'import.would' : 'import.did')}
          firm
          columns={[
            { key: 'what', label: t('import.what') },
            { key: 'rows', label: t('import.rows-column'), number: true },
          ]}
          rows={KINDS.map((kind) => ({ key: kind, cells: [t(`kind.${kind}`), <bdi key="n" className="num">{formatNumber(view.counts[kind])}</bdi>] }))}
        />
      </div>
    </Section>
  );
}

function Questions() {
  const { view } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const sending = useNavigation().state === 'submitting';
  const errors = useFormErrors(useActionData(), 'roster');
  const { counts } = view;
  const nothing = counts.new + counts.change + counts.booth + counts.move + counts.replace === 0;
  if (nothing) return <p className="pad">{t('import.nothing')}</p>;
  return (
    <Form method="post">
      <FormErrorSummary errors={errors} />
      {(['replace', 'move'] as const).map(
        (kind) =>
          counts[kind] > 0 && (
            <Section key={kind}>
              <SectionHead under={t(`ask.${kind}-hint`)}>{t(`ask.${kind}`)}</SectionHead>
              <div className="pad">
                <CheckboxLine name="allow" value={kind} defaultChecked={errors.valueOf(`allow-${kind}`) === 'yes'}>
                  {t(`ask.${kind}-yes`, { count: counts[kind] })}
                </CheckboxLine>
                <Asked rows={view.asks.filter((row) => row.kind === kind)} all={counts[kind]} kind={kind} />
              </div>
            </Section>
          ),
      )}
      <Section>
        <div className="pad">
          <Button look="main" disabled={sending}>
            {t(view.begun ? 'import.go-on' : 'import.run')}
          </Button>
        </div>
      </Section>
    </Form>
  );
}

function Asked({ rows, all, kind }: { rows: readonly AskedRow[]; all: number; kind: 'move' | 'replace' }) {
  const { t } = useTranslation('roster');
  return (
    <>
      <Table
        caption={t(`ask.${kind}`)}
        quiet
        firm
        columns={[
          { key: 'booth', label: t('list.booth') },
          { key: 'before', label: t(`ask.${kind}-before`) },
          { key: 'shop', label: t(`ask.${kind}-after`) },
        ]}
        rows={rows.map(({ line, booth, part, names, before }) => ({
          key: String(line),
          cells: [
            <BoothNumber key="b" number={booth} part={part} />,
            before && ('names' in before ? <ShopName key="f" names={before.names} /> : <BoothNumber key="f" number={before.number} />),
            <ShopName key="s" names={names} />,
          ],
        }))}
      />
      {all > rows.length && <p className="small quiet">{t('import.more', { count: all - rows.length })}</p>}
    </>
  );
}

function BadRows() {
  const { base, view } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const reasons = useReasons();
  const all = view.counts.bad;
  if (view.bad.length === 0) return null;
  return (
    <Section>
      <SectionHead under={t('bad.hint')}>{t('bad.title', { count: Math.max(all, view.bad.length) })}</SectionHead>
      <div className="pad">
        <div className={styles.tools}>
          {(['xlsx', 'csv'] as const).map((format) => (
            <ButtonLink key={format} to={`${base}/import/${view.id}/rows?as=${format}`} download icon="file-download">
              {t('bad.download', { format: format.toUpperCase() })}
            </ButtonLink>
          ))}
        </div>
        <Table
          caption={t('bad.title', { count: all })}
          quiet
          columns={[
            { key: 'line', label: t('bad.line') },
            { key: 'booth', label: t('list.booth') },
            { key: 'shop', label: t('list.shop') },
            { key: 'reason', label: t('bad.reason') },
          ]}
          rows={view.bad.map(({ line, booth, names, problems }) => ({
            key: String(line),
            cells: [
              <bdi key="l" className="num">{line}</bdi>,
              <BoothNumber key="b" number={booth} />,
              <ShopName key="s" names={names} />,
              <ul key="r" className={styles.shops}>
                {problems.map((problem) => (
                  <li key={problem.key}>{reasons(problem)}</li>
                ))}
              </ul>,
            ],
          }))}
        />
        {all > view.bad.length && <p className="small quiet">{t('import.more', { count: all - view.bad.length })}</p>}
      </div>
    </Section>
  );
}

function Columns() {
  const { view } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const list = (headings: readonly string[]) => (
    <ul className={styles.headings}>
      {headings.map((heading, at) => (
        <li key={at}>
          <bdi>{heading}</bdi>
        </li>
      ))}
    </ul>
  );
  return (
    <Section>
      <SectionHead under={t('columns.hint')}>{t('columns.title')}</SectionHead>
      <div className="pad">
        <p className="small">{t('columns.taken')}</p>
        {list(view.taken)}
        {view.dropped.length > 0 && (
          <>
            <p className="small">{t('columns.dropped')}</p>
            {list(view.dropped)}
          </>
        )}
      </div>
    </Section>
  );
}
