import { useTranslation } from 'react-i18next';
import sprite from '#app/components/icons.svg?url';
import { Mark } from '#app/components/mark.tsx';
import { SHOWN_MARKS } from './marks.ts';
import styles from './maps.module.css';
import type { DispatchMap, Drawn } from './maps.server.ts';
import { SHOWN, type Shown } from './rules.ts';

/** A weave for each state beside its colour, in a tile of 40 drawing units (2 m). */
const WEAVES: Record<Shown | 'chosen', string> = {
  chosen: 'M0 20H40',
  offered: 'M20 16v8M16 20h8',
  handed: 'M-10 10L10 -10M0 40L40 0M30 50L50 30M-10 30L10 50M0 0L40 40M30 -10L50 10',
  accepted: 'M-10 10L10 -10M0 40L40 0M30 50L50 30',
  declined: 'M10 0V40M30 0V40',
  done: 'M14 20l5 6l9 -12',
  stuck: 'M0 10H40M0 30H40',
  unanswered: 'M20 20h.01',
};
const clothOf = (drawn: Shown | 'chosen') => `dispatch-${drawn}`;

/** Where it is, by floor: each grid in the colour and weave of its state, with its number and the state's shape. For eyes only; the list says the same. */
export function DispatchMaps({ maps }: { maps: readonly DispatchMap[] }) {
  const { t } = useTranslation('dispatch');
  const all = maps.flatMap(({ areas }) => areas.flatMap(({ drawn }) => drawn ?? []));
  const used = [...new Set(all)];
  return (
    <section className={styles.maps} aria-label={t('map.title')}>
      <svg className={styles.cloths} aria-hidden="true">
        <defs>
          {used.map((drawn) => (
            <pattern key={drawn} id={clothOf(drawn)} width={40} height={40} patternUnits="userSpaceOnUse">
              <g className={`${styles.cloth} ${toneOf(drawn)}`}>
                <rect width={40} height={40} />
                <path d={WEAVES[drawn]} />
              </g>
            </pattern>
          ))}
        </defs>
      </svg>
      {maps.map((map) => (
        <Floor key={map.level} map={map} />
      ))}
      <ul className={styles.legend}>
        {SHOWN.filter((one) => used.includes(one)).map((one) => (
          <li key={one}>
            <svg width={28} height={28} viewBox="0 0 80 80" aria-hidden="true">
              <rect width={80} height={80} fill={`url(#${clothOf(one)})`} />
            </svg>
            <Mark state={SHOWN_MARKS[one]} small>
              {t(`shown.${one}`)}
            </Mark>
          </li>
        ))}
      </ul>
    </section>
  );
}

const toneOf = (drawn: Drawn): string => (drawn && drawn !== 'chosen' ? (styles[SHOWN_MARKS[drawn]] ?? '') : (styles.chosen ?? ''));

function Floor({ map: { shortName, viewBox, floor, others, numbers, areas } }: { map: DispatchMap }) {
  const { t } = useTranslation(['dispatch', 'common']);
  const [, , width = 1, height = 1] = viewBox;
  // As large as can be read on a phone, whatever the floor measures.
  const size = Math.max(width, height) / 26;
  return (
    <figure className={styles.floor}>
      <svg direction="ltr" viewBox={viewBox.join(' ')} aria-hidden="true">
        <path d={floor} className={styles.ground} fillRule="evenodd" />
        <path d={others} className={styles.other} fillRule="evenodd" />
        {numbers.map(({ number, x, y }) => (
          <text key={number} x={x} y={y} fontSize={size * 0.8} className={styles.quiet}>
            {number}
          </text>
        ))}
        {areas.map(({ grid, number, d, x, y, drawn }) => (
          <g key={grid} className={toneOf(drawn)}>
            <path d={d} className={drawn ? styles.area : styles.other} style={drawn ? { fill: `url(#${clothOf(drawn)})` } : undefined} fillRule="evenodd" />
            <g className={styles.plate} transform={`translate(${x} ${y})`}>
              <rect x={-size * 1.3} y={-size * 0.75} width={size * 2.6} height={size * 1.5} rx={size * 0.3} />
              <text x={drawn && drawn !== 'chosen' ? -size * 0.5 : 0} y={0} fontSize={size}>
                {number}
              </text>
              {drawn && drawn !== 'chosen' && <use href={`${sprite}#mark-${SHOWN_MARKS[drawn]}`} x={size * 0.2} y={-size * 0.45} width={size * 0.9} height={size * 0.9} />}
            </g>
          </g>
        ))}
      </svg>
      <figcaption>
        {t('common:grid.level', { level: shortName })} · {t('map.as-list')}
      </figcaption>
    </figure>
  );
}
