import { redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { Field } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { type FormErrors, useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { Empty, Strip } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { startPlan } from './commands.server.ts';
import { findBooth, readGridsPage } from './page.server.ts';
import { StartSchema } from './schema.ts';
import styles from './grids.module.css';

export const handle = { i18n: ['grids'], title: (t) => t('grids:list.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall, now }) => {
  const wanted = new URL(request.url).searchParams.get('booth') ?? '';
  const booth = wanted ? await findBooth(mall._id, wanted) : null;
  if (booth) throw redirect(`/m/${mall.slug}/manage/grids/booth/${booth}`);
  return { base: `/m/${mall.slug}/manage`, today: dayIn(now, mall.zone), zone: mall.zone, wanted: wanted.slice(0, 40), ...(await readGridsPage(mall)) };
});

export const action = authorised({ can: 'mall:manage' }, async ({ request, actor, mall, now }) => {
  const form = await request.formData();
  return submitForm(form, StartSchema, async (input) => redirect(`/m/${mall.slug}/manage/grids/plan/${await startPlan({ mall, actor, now }, input)}`), formValues(form));
});

/** The grids of the mall, and every way to change them: proposed, by hand, from a day on. */
export default function GridsRoute() {
  const { base, grids, open, booths, homeless } = useLoaderData<typeof loader>();
  const { t } = useTranslation('grids');
  const errors = useFormErrors(useActionData(), 'grids');
  return (
    <>
      <BackBar to={base} title={t('list.title')} />
      <PageTitle lead={t('list.lead')}>{t('list.title')}</PageTitle>
      {open && <OpenPlan />}
      {homeless > 0 && <Strip tone="warn" icon="alert-triangle" title={t('list.homeless', { count: homeless })} />}
      <Section near>
        {grids.length === 0 ? <Empty title={t('list.none')}>{booths > 0 ? t('list.none-hint') : t('list.no-booths')}</Empty> : <GridSheet />}
      </Section>
      {!open && booths > 0 && <Ways errors={errors} />}
      {grids.length > 0 && <BoothSearch />}
      <Past />
    </>
  );
}

function OpenPlan() {
  const { base, open, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation('grids');
  const { formatDay } = useFormats();
  if (!open) return null;
  const title = open.state === 'planned' && open.effectOn ? t('list.planned', { day: formatDay(open.effectOn, { today }) }) : t(`list.${open.state === 'filling' ? 'filling' : 'draft'}`);
  return <Strip tone="news" icon="pencil" title={title} action={<ButtonLink to={`${base}/grids/plan/${open.id}`}>{t('list.open')}</ButtonLink>} />;
}

function GridSheet() {
  const { base, grids } = useLoaderData<typeof loader>();
  const { t } = useTranslation('grids');
  return (
    <Sheet list label={t('list.title')}>
      {grids.map(({ id, number, hue, weave, levels, shops, apart }) => (
        <li key={id} className={styles.line}>
          <Patch number={number} hue={hue} weave={weave} silent />
          <span className="grow">
            <b>{t('grid.named', { number })}</b>
            <small>
              {t('grid.shops', { count: shops })} · <bdi>{levels.join(' · ')}</bdi>
            </small>
            {apart && <small className={styles.warn}>{t('grid.apart', { why: t(`apart.${apart}`) })}</small>}
          </span>
          {levels.length > 0 && <Link to={`${base.replace(/\/manage$/, '')}/map?list=${id}`}>{t('grid.on-map')}</Link>}
        </li>
      ))}
    </Sheet>
  );
}

/** Three ways to begin, one form each, so that each works without script and says what it does. */
function Ways({ errors }: { errors: FormErrors }) {
  const { grids } = useLoaderData<typeof loader>();
  const { t } = useTranslation('grids');
  const sending = useNavigation().state === 'submitting';
  return (
    <Section>
      <SectionHead under={t('start.hint')}>{grids.length > 0 ? t('start.again') : t('start.first')}</SectionHead>
      <div className={`pad ${styles.ways}`}>
        <FormErrorSummary errors={errors} labels={{ grids: t('start.grids'), shops: t('start.shops') }} />
        <Form method="post" noValidate>
          <input type="hidden" name="way" value="shops" />
          <Field name="shops" type="number" inputMode="numeric" label={t('start.shops')} hint={t('start.shops-hint')} error={errors.errorOf('shops')} defaultValue={errors.valueOf('shops', '40')} min={1} />
          <Button look="main" disabled={sending}>{t('start.propose-size')}</Button>
        </Form>
        <Form method="post" noValidate>
          <input type="hidden" name="way" value="grids" />
          <Field name="grids" type="number" inputMode="numeric" label={t('start.grids')} hint={t('start.grids-hint')} error={errors.errorOf('grids')} defaultValue={errors.valueOf('grids', String(Math.max(1, grids.length)))} min={1} />
          <Button disabled={sending}>{t('start.propose-count')}</Button>
        </Form>
        <Form method="post">
          <input type="hidden" name="way" value="hand" />
          <p className="small">{grids.length > 0 ? t('start.hand-hint') : t('start.hand-first')}</p>
          <Button disabled={sending}>{t('start.hand')}</Button>
        </Form>
      </div>
    </Section>
  );
}

function BoothSearch() {
  const { wanted } = useLoaderData<typeof loader>();
  const { t } = useTranslation('grids');
  return (
    <Section>
      <SectionHead under={t('answered.hint')}>{t('answered.title')}</SectionHead>
      <Form className={`pad ${styles.search}`} role="search">
        <Field name="booth" label={t('answered.booth')} defaultValue={wanted} error={wanted ? t('answered.not-found', { number: wanted }) : undefined} dir="ltr" maxLength={40} />
        <Button>{t('answered.show')}</Button>
      </Form>
    </Section>
  );
}

function Past() {
  const { base, past, zone, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation('grids');
  const { formatDay } = useFormats();
  const language = useLanguage();
  if (past.length === 0) return null;
  return (
    <Section>
      <SectionHead>{t('past.title')}</SectionHead>
      <Sheet list>
        {past.map(({ id, state, endedAt, author }) => (
          <LineLink key={id} to={`${base}/grids/plan/${id}`} under={<bdi>{pickLocalized(author, language)?.text ?? ''}</bdi>}>
            {t(`past.${state === 'in-effect' ? 'in-effect' : 'cancelled'}`, { day: endedAt ? formatDay(dayIn(endedAt, zone), { today }) : '' })}
          </LineLink>
        ))}
      </Sheet>
    </Section>
  );
}
