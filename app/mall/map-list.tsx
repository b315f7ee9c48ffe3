import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Shape } from '#app/components/icon.tsx';
import { SectionHead } from '#app/components/page.tsx';
import { numbered, Paging } from '#app/components/paging.tsx';
import { Table } from '#app/components/table.tsx';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { MapAsset } from './assets.ts';
import type { MapSign } from './layers.server.ts';
import type { MapRow } from './map.server.ts';
import { AssetSign } from './map-legend.tsx';
import { MARK_SHAPES } from './plan-view.tsx';
import type { GridCard } from './queries.server.ts';
import { shortNumber } from './short-number.ts';
import styles from './map.module.css';

interface TwinProps {
  list: { rows: readonly MapRow[]; grid: GridCard | null; page: number; pages: number };
  grids: readonly GridCard[];
  level: string;
  shops: number;
  chosen: { unit: string; merchant: string | null } | null;
  /** Whether a layer of marks is on. */
  layered: boolean;
  /** What everybody may need, where that layer is on. */
  assets: readonly MapAsset[];
  /** This page's address with some of its parts changed. */
  at: (changes: Record<string, string | null>) => string;
}

/** Rows of what everybody may need; the legend has all of it in figures. */
const MOST_ASSETS = 200;

/** The list twin: what the plan says, in words and in rows. */
export function ListTwin({ list, grids, level, shops, chosen, layered, assets, at }: TwinProps) {
  const { t } = useTranslation('mall');
  const language = useLanguage();
  const nameOf = (names: Localized | undefined) => (names && pickLocalized(names, language)?.text) ?? '';
  return (
    <section className={`rows ${styles.twin}`}>
      <SectionHead
        under={list.grid && t('list.of-grid', { number: list.grid.number })}
        aside={
          <Link to={at({ list: 'all', page: null })} preventScrollReset>
            {t('list.all', { count: shops })}
          </Link>
        }
      >
        {t('list.title')}
      </SectionHead>
      <div className={`pad ${styles.rows}`}>
        <Table
          caption={list.grid ? t('list.of-grid', { number: list.grid.number }) : t('map.level', { level })}
          quiet
          firm
          columns={[
            { key: 'unit', label: t('list.unit') },
            { key: 'shop', label: t('list.shop') },
            ...(list.grid ? [] : [{ key: 'grid', label: t('list.grid') }]),
            ...(layered ? [{ key: 'state', label: t('list.state') }] : []),
          ]}
          rows={list.rows.map(({ unit, merchant, part, number, names, grid, sign }) => ({
            key: `${unit} ${merchant}`,
            chosen: unit === chosen?.unit && merchant === chosen.merchant,
            cells: [
              <bdi key="n" className="num" title={number}>{[shortNumber(number), part].filter(Boolean).join(' ')}</bdi>,
              <Link key="s" to={at({ unit, shop: merchant, q: null })} preventScrollReset>
                {names ? <bdi>{pickLocalized(names, language)?.text}</bdi> : t('unit.vacant')}
              </Link>,
              ...(list.grid ? [] : [<bdi key="g">{grids.find((each) => each._id === grid)?.number ?? ''}</bdi>]),
              ...(layered ? [sign ? <Sign key="m" {...sign} /> : t('list.none')] : []),
            ],
          }))}
        />
        <Paging {...numbered(list, (page) => at({ page: String(page) }))} still />
        {assets.length > 0 && (
          <Table
            caption={t('layer.assets')}
            columns={[{ key: 'what', label: t('list.asset') }, { key: 'near', label: t('list.near') }]}
            rows={assets.slice(0, MOST_ASSETS).map(({ id, kind, names, near }) => ({
              key: id,
              cells: [
                <span key="a" className={styles.state}>
                  <AssetSign kind={kind} /> {t(`asset.${kind}`)}
                  {nameOf(names) !== t(`asset.${kind}`) && names && <> · <bdi>{nameOf(names)}</bdi></>}
                </span>,
                <bdi key="n" className="num">{near}</bdi>,
              ],
            }))}
          />
        )}
      </div>
    </section>
  );
}

/** Counted things need no words in a narrow column: the legend has them, and so has whoever listens. */
function Sign({ mark, count }: MapSign) {
  const { t } = useTranslation('mall');
  const words = t(`legend.${mark}`);
  return (
    <span className={styles.state} title={count === undefined ? undefined : words}>
      <Shape name={MARK_SHAPES[mark]} /> <span className={count === undefined ? undefined : 'visually-hidden'}>{words}</span> {count !== undefined && <bdi className="num">{count}</bdi>}
    </span>
  );
}
