import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Icon, Shape } from '#app/components/icon.tsx';
import { Patch } from '#app/components/patch.tsx';
import { ASSET_ICONS, type AssetSum } from './assets.ts';
import type { MapMark } from './layers.server.ts';
import { MARK_SHAPES } from './plan-view.tsx';
import type { GridCard } from './queries.server.ts';
import styles from './map.module.css';

interface LegendProps {
  grids: readonly (GridCard & { shops: number })[];
  /** Address of a grid's list. */
  listOf: (grid: string) => string;
  chosen: boolean;
  marks: readonly { mark: MapMark }[];
  assets: readonly AssetSum[];
}

/** What every colour, weave and shape on the plan means, and how often it is there. */
export function Legend({ grids, listOf, chosen, marks, assets }: LegendProps) {
  const { t } = useTranslation('mall');
  const sums = new Map<MapMark, number>();
  for (const { mark } of marks) sums.set(mark, (sums.get(mark) ?? 0) + 1);
  return (
    <ul className={styles.legend} aria-label={t('legend.title')}>
      {grids.map((grid) => (
        <li key={grid._id}>
          <Link to={listOf(grid._id)} preventScrollReset>
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
      {[...sums].map(([mark, count]) => (
        <li key={mark}>
          <Shape name={MARK_SHAPES[mark]} />
          {t(`legend.${mark}`)} <bdi className="num">{count}</bdi>
        </li>
      ))}
      {assets.map(({ kind, count }) => (
        <li key={kind}>
          <AssetSign kind={kind} />
          {t('legend.asset', { name: t(`asset.${kind}`), count })}
        </li>
      ))}
    </ul>
  );
}

export function AssetSign({ kind }: Pick<AssetSum, 'kind'>) {
  return (
    <span className={styles.assetSign} data-kind={kind}>
      <Icon name={ASSET_ICONS[kind]} size={16} />
    </span>
  );
}
