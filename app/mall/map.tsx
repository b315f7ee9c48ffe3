import { redirect } from '@remix-run/node';
import { Form, Link, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field } from '#app/components/field.tsx';
import { Shape } from '#app/components/icon.tsx';
import { LineLink, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { Empty } from '#app/components/states.tsx';
import { Table } from '#app/components/table.tsx';
import { ChipLink, Chips } from '#app/components/tabs.tsx';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import type { MapMark } from './layers.server.ts';
import { readMap, searchShops } from './map.server.ts';
import { MARK_SHAPES, PlanView } from './plan-view.tsx';
import { shortNumber } from './short-number.ts';
import { ChosenShop } from './chosen-shop.tsx';
import styles from './map.module.css';

export const handle = { i18n: ['mall'], title: (t) => t('mall:map.title') } satisfies PageHandle;

const word = (params: URLSearchParams, name: string): string | undefined => params.get(name)?.slice(0, 64) || undefined;

export const loader = authorised({ can: 'map:read' }, async ({ request, actor, mall, now }) => {
  const params = new URL(request.url).searchParams;
  const query = word(params, 'q');
  const found = query ? await searchShops(mall._id, query) : null;
  if (found?.length === 1) throw redirect(`?unit=${found[0]?.unit}#plan`);
  const page = Math.min(200, Math.max(1, Number.parseInt(word(params, 'page') ?? '1', 10) || 1));
  const asked = { level: word(params, 'level'), unit: word(params, 'unit'), list: word(params, 'list'), show: word(params, 'show'), page };
  return { slug: mall.slug, query: query ?? '', found, map: await readMap(actor, mall, asked, now) };
});

export default function MapRoute() {
  const { slug, query, found, map } = useLoaderData<typeof loader>();
  const { t } = useTranslation('mall');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const [params] = useSearchParams();
  const nameOf = (names: Localized | null) => (names ? (pickLocalized(names, language)?.text ?? '') : '');
  if (!map) return <Empty title={t('list.no-plan')} />;
  const { level, levels, buildings, layers, layer, grids, list, chosen } = map;
  const at = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) value === null ? next.delete(name) : next.set(name, value);
    return `?${next}`;
  };
  const seen = new Set<MapMark>(map.marks.map(({ mark }) => mark));
  return (
    <div className={styles.page}>
      <div className={styles.map}>
        <div className={styles.head}>
          <h1>
            {t('map.level', { level: level.shortName })}
            <small>
              {t('map.sum', { count: map.shops })}
              {grids.length > 0 && <> · {t('map.grids', { count: grids.length })}</>}
            </small>
          </h1>
          <Form className={styles.search} role="search">
            <Field name="q" type="search" label={t('map.search')} placeholder={t('map.search')} quiet icon="zoom" defaultValue={query} key={query} maxLength={60} dir="auto" />
            <Button>{t('map.find')}</Button>
          </Form>
          {(layers.length > 0 || buildings.length > 1) && (
            <Chips label={t('map.layers')}>
              {layers.map((id) => (
                <ChipLink key={id} to={at({ show: id })} on={id === layer}>
                  {t(`layer.${id}`)}
                </ChipLink>
              ))}
              {buildings.length > 1 &&
                buildings.map(({ _id, name }) => (
                  <ChipLink key={_id} to={`?level=${levels.find((each) => each.building === _id)?._id}`} on={_id === level.building}>
                    {nameOf(name)}
                  </ChipLink>
                ))}
            </Chips>
          )}
        </div>
        {found && (
          <Sheet list label={t('map.results')}>
            {found.length === 0 && <li className="pad quiet">{t('map.not-found', { query })}</li>}
            {found.map(({ unit, number, names }) => (
              <LineLink key={unit} to={`?unit=${unit}#plan`} under={<bdi className="num">{number}</bdi>}>
                {names ? nameOf(names) : t('unit.vacant')}
              </LineLink>
            ))}
          </Sheet>
        )}
        <PlanView level={level} levels={levels} plan={map.plan} marks={map.marks} chosen={chosen} />
        <ul className={styles.legend} aria-label={t('legend.title')}>
          {grids.map((grid) => (
            <li key={grid._id}>
              <Link to={at({ list: grid._id, page: null })} preventScrollReset>
                <Patch {...grid} size={28} silent />
                {t('legend.grid', { number: grid.number, count: grid.shops })}
              </Link>
            </li>
          ))}
          {chosen && (
            <li>
              <span className={styles.swatch} />
              {t('legend.chosen')}
            </li>
          )}
          {[...seen].map((mark) => (
            <li key={mark}>
              <Shape name={MARK_SHAPES[mark]} />
              {t(`legend.${mark}`)}
            </li>
          ))}
        </ul>
      </div>
      <div>
        {chosen ? <ChosenShop chosen={chosen} slug={slug} layer={layer} close={at({ unit: null })} /> : <p className="quiet pad">{t('unit.choose')}</p>}
        <section className="rows">
          <SectionHead
            aside={
              <Link to={at({ list: 'all', page: null })} preventScrollReset>
                {t('list.all', { count: map.shops })}
              </Link>
            }
          >
            {t('list.title')}
          </SectionHead>
          <div className={`pad ${styles.rows}`}>
            <Table
              caption={list.grid ? t('list.of-grid', { number: list.grid.number }) : t('map.level', { level: level.shortName })}
              quiet
              firm
              columns={[
                { key: 'unit', label: t('list.unit') },
                { key: 'shop', label: t('list.shop') },
                { key: 'grid', label: t('list.grid') },
                ...(layer ? [{ key: 'state', label: t('list.state') }] : []),
              ]}
              rows={list.rows.map(({ unit, number, names, grid, mark }) => ({
                key: unit,
                chosen: unit === chosen?.unit,
                cells: [
                  <bdi key="n" className="num" title={number}>{shortNumber(number)}</bdi>,
                  <Link key="s" to={at({ unit, q: null })} preventScrollReset>
                    {names ? <bdi>{nameOf(names)}</bdi> : t('unit.vacant')}
                  </Link>,
                  <bdi key="g">{grids.find((each) => each._id === grid)?.number ?? ''}</bdi>,
                  ...(layer ? [mark ? <span key="m" className={styles.state}><Shape name={MARK_SHAPES[mark]} /> {t(`legend.${mark}`)}</span> : t('list.none')] : []),
                ],
              }))}
            />
            {list.pages > 1 && (
              <p className="row">
                {list.page > 1 && <Link to={at({ page: String(list.page - 1) })} preventScrollReset>{common('page.previous')}</Link>}
                {list.page < list.pages && <Link to={at({ page: String(list.page + 1) })} preventScrollReset>{common('page.next')}</Link>}
              </p>
            )}
          </div>
        </section>
      </div>
    </div>
  );
}
