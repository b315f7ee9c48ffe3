import { useTranslation } from 'react-i18next';
import type { WalkMap } from './walk-map.server.ts';
import styles from './walk-map.module.css';

/** Where today's shops are, with the numbers of the list beside it, which says the same: the drawing is for eyes only. */
export function WalkMaps({ maps }: { maps: readonly WalkMap[] }) {
  const { t } = useTranslation('visits');
  return maps.map(({ level, shortName, viewBox, ground, stops }) => {
    const size = Math.max(viewBox[2], viewBox[3]) / 32;
    return (
      <figure key={level} className={styles.map} dir="ltr">
        <svg viewBox={viewBox.join(' ')} aria-hidden="true">
          <path d={ground} className={styles.ground} />
          {/* The next one on top. */}
          {stops.toReversed().map(({ merchant, order, d, x, y }) => (
            <g key={merchant} className={order === 1 ? styles.next : styles.stop}>
              <path d={d} />
              <circle cx={x} cy={y} r={size} />
              <text x={x} y={y} fontSize={size * 1.15}>
                {order}
              </text>
            </g>
          ))}
        </svg>
        <figcaption>
          <bdi>{shortName}</bdi> · {t('day.map-as-list')}
        </figcaption>
      </figure>
    );
  });
}
