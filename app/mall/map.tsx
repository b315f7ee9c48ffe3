import { redirect } from '@remix-run/node';
import { Form, Link, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { Field } from '#app/components/field.tsx';
import { Icon, Shape } from '#app/components/icon.tsx';
import { LineLink, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { Empty } from '#app/components/states.tsx';
import { Table } from '#app/components/table.tsx';
import { ChipLink, Chips } from '#app/components/tabs.tsx';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { holds } from '#app/platform/permissions.ts';
import type { MapMark } from './layers.server.ts';
import { findByNumber, readMap, searchShops } from './map.server.ts';
import { MARK_SHAPES, PlanView } from './plan-view.tsx';
import { shortNumber } from './short-number.ts';
import { ASSET_ICONS, type AssetKind, type MapAsset } from './assets.ts';
import { ChosenShop } from './chosen-shop.tsx';
import styles from './map.module.css';

const NONE: readonly MapAsset[] = [];

export const handle = { i18n: ['mall'], title: (t) => t('mall:map.title') } satisfies PageHandle;

const word = (params: URLSearchParams, name: string): string | undefined => params.get(name)?.slice(0, 64) || undefined;

export const loader = authorised({ can: 'map:read' }, async ({ request, actor, mall, now }) => {
  const params = new URL(request.url).searchParams;
  const query = word(params, 'q');
  const found = query ? await searchShops(mall._id, query) : null;
  if (found?.length === 1) throw redirect(`?unit=${found[0]?.unit}#plan`);
  const typed = word(params, 'here');
  const standing = typed ? await findByNumber(mall._id, typed) : null;
  if (standing) throw redirect(`?at=${standing}#plan`);
  const page = Math.min(200, Math.max(1, Number.parseInt(word(params, 'page') ?? '1', 10) || 1));
  const asked = { level: word(params, 'level'), unit: word(params, 'unit'), list: word(params, 'list'), show: word(params, 'show'), also: word(params, 'also'), at: word(params, 'at'), page, whole: request.headers.get('Sec-Fetch-Dest') !== 'empty' };
  return { slug: mall.slug, query: query ?? '', found, typed: typed ?? '', scans: holds(actor, 'mall:read', mall._id), map: await readMap(actor, mall, asked, now) };
});

export default function MapRoute() {
  const { slug, query, found, typed, scans, map } = useLoaderData<typeof loader>();
  const { t } = useTranslation('mall');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const [params] = useSearchParams();
  const nameOf = (names: Localized | null) => (names ? (pickLocalized(names, language)?.text ?? '') : '');
  if (!map) return <Empty title={t('list.no-plan')} />;
  const { level, levels, buildings, layers, layer, grids, list, chosen, here } = map;
  const assetSums = new Map<AssetKind, number>();
  for (const { kind } of map.assets) assetSums.set(kind, (assetSums.get(kind) ?? 0) + 1);
  const kept = { show: params.get('show'), also: params.get('also'), at: params.get('at') };
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
          <Chips label={t('map.layers')}>
              {layers.map((id) => (
                <ChipLink key={id} to={at({ show: id })} on={id === layer}>
                  {t(`layer.${id}`)}
                </ChipLink>
              ))}
              <ChipLink to={at({ also: map.withAssets ? null : 'assets' })} on={map.withAssets}>
                {t('layer.assets')}
              </ChipLink>
              {buildings.length > 1 &&
                buildings.map(({ _id, name }) => (
                  <ChipLink key={_id} to={`?level=${levels.find((each) => each.building === _id)?._id}`} on={_id === level.building}>
                    {nameOf(name)}
                  </ChipLink>
                ))}
          </Chips>
        </div>
        {found && (
          <Sheet list label={t('map.results')}>
            {found.length === 0 && <li className="pad quiet">{t('map.not-found', { query })}</li>}
            {found.map(({ unit, number, names }) => (
              <LineLink key={unit} to={`?${new URLSearchParams({ unit, ...(kept.at && { at: kept.at }) })}#plan`} under={<bdi className="num">{number}</bdi>}>
                {names ? nameOf(names) : t('unit.vacant')}
              </LineLink>
            ))}
          </Sheet>
        )}
        {here ? (
          <p className={`pad ${styles.standing}`} role="status">
            <Icon name="map-pin" size={20} />
            <span>
              {here.number || !here.names ? t('here.at', { number: here.number, level: here.level }) : t('here.at', { number: nameOf(here.names), level: here.level })} <Link to={at({ at: null })}>{t('here.end')}</Link>
            </span>
          </p>
        ) : (
          <details className={`pad ${styles.where}`} open={typed !== ''}>
            <summary>{t('here.title')}</summary>
            <Form className={styles.search}>
              {kept.show && <input type="hidden" name="show" value={kept.show} />}
              <Field name="here" label={t('here.number')} hint={t('here.hint')} error={typed ? t('here.unknown', { number: typed }) : undefined} defaultValue={typed} maxLength={40} dir="ltr" autoComplete="off" optional />
              <Button>{t('here.show')}</Button>
            </Form>
            {scans && (
              <ButtonLink to={`/m/${slug}/scan`} icon="qrcode">
                {common('nav.scan')}
              </ButtonLink>
            )}
          </details>
        )}
        <PlanView level={level} levels={levels} plan={map.plan} marks={map.marks} assets={map.withAssets ? map.assets : NONE} chosen={chosen} here={here?.place ? { place: here.place } : null} />
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
              {t(`legend.${mark}`)} <span className="num">{map.marks.filter((each) => each.mark === mark).length}</span>
            </li>
          ))}
          {map.withAssets &&
            [...assetSums].map(([kind, count]) => (
              <li key={kind}>
                <span className={styles.assetSign} data-kind={kind}>
                  <Icon name={ASSET_ICONS[kind]} size={16} />
                </span>
                {t('legend.asset', { name: t(`asset.${kind}`), count })}
              </li>
            ))}
        </ul>
        <p className="pad small">
          <Link to={`/m/${slug}/map/print?level=${level._id}`}>{t('map.print')}</Link>
        </p>
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
            {map.withAssets && map.assets.length > 0 && (
              <Table
                caption={t('layer.assets')}
                columns={[{ key: 'what', label: t('list.asset') }, { key: 'count', label: t('list.count'), number: true }]}
                rows={[...assetSums].map(([kind, count]) => ({ key: kind, cells: [t(`asset.${kind}`), count] }))}
              />
            )}
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
