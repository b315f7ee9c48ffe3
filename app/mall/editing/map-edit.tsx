import { data, redirect } from '@remix-run/node';
import { Form, Link, type ShouldRevalidateFunction, useActionData, useLoaderData, useLocation } from '@remix-run/react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { numbered, Paging } from '#app/components/paging.tsx';
import { Empty } from '#app/components/states.tsx';
import { Table } from '#app/components/table.tsx';
import { Tabs } from '#app/components/tabs.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { isOfficer } from '#app/platform/actor.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { newId } from '#app/platform/ids.ts';
import { backdropOf } from '../backdrops/queries.server.ts';
import { listLevels } from '../plan.server.ts';
import { removeLevel } from './level-commands.server.ts';
import { savePlan, type Saved } from './commands.server.ts';
import { readUnitForm, refuseUnit } from './unit-form.server.ts';
import { editorOf, getEditing } from './queries.server.ts';
import { RemoveFormSchema, SaveSchema, UnitFormSchema } from './schema.ts';
import { CategoryWord } from './category-word.tsx';
import { UnitForm } from './unit-form.tsx';
import styles from './editing.module.css';

export const handle = { i18n: ['editing', 'manage'], title: (t) => t('editing:title'), bar: 'own' } satisfies PageHandle;

const PAGE = 24;

export const loader = authorised({ can: 'map:edit' }, async ({ request, mall, now }) => {
  const params = new URL(request.url).searchParams;
  const { levels } = await listLevels(mall._id);
  const asked = params.get('level');
  const level = asked ? levels.find(({ _id }) => _id === asked) : (levels.find(({ ordinal }) => ordinal === 0) ?? levels[0]);
  if (asked && !level) throw new Response(null, { status: 404 });
  const back = `/m/${mall.slug}/manage`;
  if (!level) return { back, levels: [], editing: null, backdrop: null, unit: null, page: 1, fresh: '' };
  const [editing, backdrop] = await Promise.all([getEditing(mall._id, level._id, now), backdropOf(mall, level._id)]);
  const wanted = params.get('unit');
  // One that somebody took away meanwhile becomes the form for a new one: what was typed for it stays.
  const unit = wanted ? editing.items.find((item) => item.id === wanted && item.type === 'unit') : null;
  const page = Math.min(400, Math.max(1, Number.parseInt(params.get('page') ?? '1', 10) || 1));
  // The id of a unit that the form may add: made here, so that sending twice adds one.
  return { back, levels: levels.map(({ _id, shortName }) => ({ id: _id, shortName })), editing, backdrop, unit: unit?.type === 'unit' ? unit : null, page, fresh: newId() };
});

export const action = authorised({ can: 'map:edit' }, async ({ request, mall, actor, now }) => {
  const form = await request.formData();
  const level = String(form.get('level') ?? '');
  const at = { mall, actor, now, role: isOfficer(actor, mall._id) ? ('officer' as const) : ('operator' as const) };
  if (form.get('intent') === 'save') return submitForm(form, SaveSchema, async ({ changes }) => answerDrawing(await savePlan(at, level, changes)));
  if (form.get('intent') === 'remove') {
    return submitForm(form, RemoveFormSchema, async ({ id, version }) => {
      await refuseUnit(await savePlan(at, level, [{ id, version, item: null }]), id, () => editorOf(mall._id, id, detectLanguage(request)));
      return redirect(`?level=${encodeURIComponent(level)}#list`);
    });
  }
  if (form.get('intent') === 'remove-level') {
    return submitForm(form, z.object({}), async () => {
      await removeLevel(at, level);
      return redirect(`/m/${mall.slug}/manage/map-edit`);
    });
  }
  return submitForm(form, UnitFormSchema, async (input) => {
    const item = readUnitForm(input);
    await refuseUnit(await savePlan(at, level, [{ id: item.id, version: item.version, item }]), item.id, () => editorOf(mall._id, item.id, detectLanguage(request)));
    return redirect(`?level=${encodeURIComponent(level)}&unit=${encodeURIComponent(item.id)}&saved=1#unit`);
  });
});

/** Whoever is told that somebody was faster sees at once what is there now. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionStatus, defaultShouldRevalidate }) => actionStatus === 422 || defaultShouldRevalidate;

/** 409: somebody was faster; 422: the plan can't be so. The drawing keeps everything and shows why. */
const answerDrawing = (saved: Saved) => data({ ...saved, ok: saved.outcome === 'saved' }, { status: { saved: 200, refused: 422, clashes: 409 }[saved.outcome] });

const Drawing = lazy(() => import('./drawing.tsx').then(({ Drawing: component }) => ({ default: component })));

/** The plan of one level to be changed: drawn where there is script, and always as a form for each unit. */
export default function MapEditRoute() {
  const { back, levels, editing, backdrop, unit, page, fresh } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation('editing');
  const { key } = useLocation();
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  const bar = <BackBar to={back} title={t('title')} />;
  if (!editing) {
    return (
      <>
        {bar}
        <PageTitle>{t('title')}</PageTitle>
        <Empty
          title={t('no-level')}
          action={
            <ButtonLink to={`${back}/map-edit/floor`} look="main" icon="plus">
              {t('level.add')}
            </ButtonLink>
          }
        />
      </>
    );
  }
  const at = (changes: Record<string, string>) => `?${new URLSearchParams({ level: editing.level.id, ...changes })}`;
  const units = editing.items.flatMap((item) => (item.type === 'unit' ? [item] : []));
  const pages = Math.max(1, Math.ceil(units.length / PAGE));
  return (
    <>
      {bar}
      <PageTitle lead={t('lead')}>{t('heading', { level: editing.level.shortName })}</PageTitle>
      <Tabs label={t('levels')} tabs={levels.map(({ id, shortName }) => ({ key: id, label: <bdi>{shortName}</bdi>, to: `?level=${id}`, current: id === editing.level.id }))} />
      <div className={`pad row ${styles.floors}`}>
        <ButtonLink to={`${back}/backdrop/${editing.level.id}`} size="desk" icon="photo">
          {t(backdrop ? 'level.backdrop' : 'level.add-backdrop')}
        </ButtonLink>
        <ButtonLink to={`${back}/map-edit/floor`} size="desk" icon="plus">
          {t('level.add')}
        </ButtonLink>
        {editing.items.length === 0 && (
          <Form method="post">
            <input type="hidden" name="level" value={editing.level.id} />
            <Button look="text" size="desk" icon="trash" name="intent" value="remove-level">
              {t('level.remove')}
            </Button>
          </Form>
        )}
      </div>
      {scripted && (
        <Suspense fallback={<p className="pad quiet">{t('loading')}</p>}>
          <Drawing key={editing.level.id} editing={editing} backdrop={backdrop} />
        </Suspense>
      )}
      <UnitForm key={`${unit?.id ?? 'new'} ${key}`} level={editing.level.id} unit={unit} fresh={fresh} traded={unit ? editing.traded.includes(unit.id) : false} answer={answer} />
      {units.length > 0 && (
        <Section id="list">
          <SectionHead>{t('list.title')}</SectionHead>
          <div className={`pad ${styles.list}`}>
            <Table
              caption={t('heading', { level: editing.level.shortName })}
              quiet
              firm
              columns={[{ key: 'number', label: t('field.number') }, { key: 'category', label: t('field.category') }, { key: 'lettable', label: t('list.lettable') }]}
              rows={units.slice((page - 1) * PAGE, page * PAGE).map(({ id, number, category, lettable }) => ({
                key: id,
                chosen: id === unit?.id,
                cells: [
                  <Link key="n" to={`${at({ unit: id, ...(page > 1 && { page: String(page) }) })}#unit`}>{number ? <bdi className="num">{number}</bdi> : t('list.no-number')}</Link>,
                  <CategoryWord key="c" category={category} />,
                  lettable ? t('list.yes') : t('list.no'),
                ],
              }))}
            />
            <Paging {...numbered({ page, pages }, (to) => `${at({ page: String(to) })}#list`)} />
          </div>
        </Section>
      )}
    </>
  );
}
