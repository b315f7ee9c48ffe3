import { Link, useSearchParams } from '@remix-run/react';
import { type CSSProperties, memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type MarkName } from '#app/components/icon.tsx';
import sprite from '#app/components/icons.svg?url';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { ASSET_ICONS, type MapAsset } from './assets.ts';
import { type PlanDrawing, useDrawing } from './drawings.ts';
import type { MapMark } from './layers.server.ts';
import type { StreetName } from './plan.server.ts';
import { shortNumber } from './short-number.ts';
import { usePlan } from './use-plan.ts';
import styles from './map.module.css';

/** Shape of every mark; its word is in the legend. */
export const MARK_SHAPES: Record<MapMark, MarkName> = { offered: 'ok', left: 'new', doing: 'work', turn: 'turn', late: 'bad', vacant: 'pause' };
const MARK_TONES: Record<MapMark, string> = { offered: styles.ok ?? '', left: styles.quiet ?? '', doing: styles.work ?? '', turn: styles.turn ?? '', late: styles.bad ?? '', vacant: styles.quiet ?? '' };

interface Place {
  d: string;
  x: number;
  y: number;
}

export interface PlanViewProps {
  level: { _id: string; shortName: string };
  levels: readonly { _id: string; shortName: string; building: string }[];
  plan: PlanDrawing & { viewBox: readonly number[]; streets: readonly StreetName[] };
  marks: readonly { mark: MapMark; count: number; x: number; y: number; width: number; d?: string }[];
  assets: readonly MapAsset[];
  chosen: { unit: string; number: string; place: Place } | null;
  /** Where the reader stands. */
  here: { place: Place } | null;
  /** Without the cloth of the grids. */
  bare?: boolean;
}

/** What lies under everything and never changes with what is chosen: memo keeps a tap from touching it. */
const Ground = memo(function Ground({ markup }: { markup: string }) {
  return <g dangerouslySetInnerHTML={{ __html: markup }} suppressHydrationWarning />;
});

/** The plan with its lift and zoom. Without script every booth is a link and the box scrolls. */
export function PlanView({ level, levels, plan, marks, assets, chosen, here, bare }: PlanViewProps) {
  const { t } = useTranslation('mall');
  const box = useRef<HTMLDivElement>(null);
  const markup = useDrawing(plan, box);
  const width = plan.viewBox[2] ?? 1;
  const { zoom, tapped, least, zoomBy, zoomOut, pointed, focused, listeners } = usePlan(box, { chosen: chosen?.unit, level: level._id, width, drawn: markup !== null });
  const [params] = useSearchParams();
  const kept = (['show', 'also', 'grids', 'at'] as const).flatMap((name) => (params.get(name) ? [`&${name}=${encodeURIComponent(params.get(name) ?? '')}`] : [])).join('');
  const on = tapped ?? (chosen && { ...chosen.place, text: shortNumber(chosen.number) });
  const viewBox = plan.viewBox.join(' ');
  const ratio = `${width} / ${plan.viewBox[3] ?? 1}`;
  return (
    <div className={styles.plan} id="plan" style={{ '--plan-ratio': ratio } as CSSProperties}>
      <div className={styles.controls}>
        <nav className={styles.lift} aria-label={t('map.levels')}>
          {levels.map(({ _id, shortName, building }) =>
            building === levels.find((each) => each._id === level._id)?.building ? (
              <Link key={_id} to={`?level=${_id}${kept}`} aria-current={_id === level._id ? 'page' : undefined} preventScrollReset>
                <bdi>{shortName}</bdi>
              </Link>
            ) : null,
          )}
        </nav>
        <div className={styles.zoom}>
          <button type="button" onClick={() => zoomBy(1.5)} aria-label={t('map.zoom-in')} title={t('map.zoom-in')}>
            <Icon name="plus" />
          </button>
          <button type="button" onClick={() => zoomBy(1 / 1.5)} aria-label={t('map.zoom-out')} title={t('map.zoom-out')}>
            <Icon name="minus" />
          </button>
          <button type="button" onClick={zoomOut} aria-label={t('map.whole')} title={t('map.whole')}>
            <Icon name="focus-centered" />
          </button>
        </div>
      </div>
      {/* The keys and clicks belong to the links inside; the box only listens for all of them. */}
      <div ref={box} className={styles.box} dir="ltr" tabIndex={-1} data-least={least} data-bare={bare || undefined} {...listeners}>
        <div className={styles.sheets} style={{ inlineSize: `calc(var(--plan-size) * ${zoom})`, aspectRatio: ratio }}>
          <div className={styles.ground}>
            <svg viewBox={viewBox} role="group" aria-label={t('map.plan', { level: level.shortName })}>
              {markup !== null && <Ground markup={markup} />}
            </svg>
          </div>
          <svg viewBox={viewBox} className={styles.over} data-scaled aria-hidden="true">
            <Names streets={plan.streets} />
            {on && (
              <g data-chosen className={styles.chosen}>
                <path d={on.d} />
                <text x={on.x} y={on.y} fontSize={38}>
                  {on.text}
                </text>
              </g>
            )}
            <Marks marks={marks} assets={assets} />
            <path ref={pointed} className={styles.pointed} />
            <path ref={focused} className={styles.focused} />
            {here && <Here {...here.place} />}
          </svg>
        </div>
      </div>
    </div>
  );
}

/** A mark over the number of its booth, on a plate that keeps it readable on every cloth. In drawing units. */
const MARK = { size: 28, plate: 34, figure: 20 };

export const Marks = memo(function Marks({ marks, assets }: Pick<PlanViewProps, 'marks' | 'assets'>) {
  return (
    <>
      <defs>
        <pattern id="vacant" width="16" height="16" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V16" className={styles.hatch} />
        </pattern>
      </defs>
      {marks.map(({ mark, count, x, y, width, d }) => {
        // Two and more are said in figures, before the mark.
        const wide = MARK.plate + (count > 1 ? MARK.figure * `${count}`.length - 4 : 0);
        return (
          <g key={`${x},${y}`} className={MARK_TONES[mark]}>
            {d && <path d={d} fill="url(#vacant)" />}
            <g transform={`translate(${x + Math.min(width, 90) / 2 + 6} ${y - 50})`} className={styles.mark}>
              <g>
                <rect x={-wide} width={wide} height={MARK.plate} rx={MARK.plate / 2} />
                {count > 1 && (
                  <text x={-MARK.plate - (wide - MARK.plate) / 2 + 4} y={MARK.plate / 2} fontSize={26}>
                    {count}
                  </text>
                )}
                <use href={`${sprite}#mark-${MARK_SHAPES[mark]}`} x={-MARK.size - 3} y={3} width={MARK.size} height={MARK.size} />
              </g>
            </g>
          </g>
        );
      })}
      {assets.map(({ id, kind, x, y }) => (
        <g key={id} className={styles.asset} data-kind={kind} transform={`translate(${x} ${y})`}>
          <g>
            <rect x={-28} y={-28} width={56} height={56} rx={8} />
            <use href={`${sprite}#${ASSET_ICONS[kind]}`} x={-20} y={-20} width={40} height={40} />
          </g>
        </g>
      ))}
    </>
  );
});

/** Names of ways in the reader's language, along the way. */
export const Names = memo(function Names({ streets }: { streets: readonly StreetName[] }) {
  const language = useLanguage();
  return (
    <>
      {streets.map(({ names, x, y, length, upright }) => {
        const name = pickLocalized(names, language);
        if (!name || name.text.length * 34 > length) return null;
        return (
          <text key={`${x},${y}`} lang={name.language} className={styles.street} x={x} y={y} fontSize={44} transform={upright ? `rotate(-90 ${x} ${y})` : undefined}>
            {name.text}
          </text>
        );
      })}
    </>
  );
});

/** Where the reader stands. */
export function Here({ x, y }: Pick<Place, 'x' | 'y'>) {
  return (
    <g className={styles.here} transform={`translate(${x} ${y})`} data-here>
      <g>
        <path d="M0 0C-14 -26 -34 -40 -34 -66A34 34 0 0 1 34 -66C34 -40 14 -26 0 0Z" />
        <circle cx={0} cy={-66} r={13} />
      </g>
    </g>
  );
}
