import { Link, useSearchParams } from '@remix-run/react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type MarkName } from '#app/components/icon.tsx';
import sprite from '#app/components/icons.svg?url';
import type { MapMark } from './layers.server.ts';
import { shortNumber } from './short-number.ts';
import { usePlan } from './use-plan.ts';
import styles from './map.module.css';

/** Shape of every mark; its word is in the legend. */
export const MARK_SHAPES: Record<MapMark, MarkName> = { offered: 'ok', left: 'new', doing: 'work', turn: 'turn', late: 'bad' };
const MARK_TONES: Record<MapMark, string> = { offered: styles.ok ?? '', left: styles.quiet ?? '', doing: styles.work ?? '', turn: styles.turn ?? '', late: styles.bad ?? '' };

interface PlanViewProps {
  level: { _id: string; shortName: string };
  levels: readonly { _id: string; shortName: string; building: string }[];
  plan: { viewBox: readonly number[]; markup: string };
  marks: readonly { mark: MapMark; x: number; y: number; width: number }[];
  chosen: { unit: string; number: string; place: { d: string; x: number; y: number } } | null;
}

/** The plan with its lift and zoom. Without script every booth is a link and the box scrolls. */
export function PlanView({ level, levels, plan, marks, chosen }: PlanViewProps) {
  const { t } = useTranslation('mall');
  const box = useRef<HTMLDivElement>(null);
  const { zoom, zoomBy, zoomOut, onClick, onKeyDown } = usePlan(box, chosen?.unit, level._id);
  const [params] = useSearchParams();
  const show = params.get('show');
  return (
    <div className={styles.plan} id="plan">
      <div className={styles.controls}>
        <nav className={styles.lift} aria-label={t('map.levels')}>
          {levels.map(({ _id, shortName, building }) =>
            building === levels.find((each) => each._id === level._id)?.building ? (
              <Link key={_id} to={`?level=${_id}${show ? `&show=${show}` : ''}`} aria-current={_id === level._id ? 'page' : undefined} preventScrollReset>
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
      <div ref={box} className={styles.box} dir="ltr" onClick={onClick} onKeyDown={onKeyDown}>
        <svg viewBox={plan.viewBox.join(' ')} role="group" aria-label={t('map.plan', { level: level.shortName })} style={{ inlineSize: `calc(var(--plan-size) * ${zoom})` }}>
          <g dangerouslySetInnerHTML={{ __html: plan.markup }} />
          {chosen && (
            <g data-chosen className={styles.chosen} aria-hidden="true">
              <path d={chosen.place.d} />
              <text x={chosen.place.x} y={chosen.place.y} fontSize={38}>
                {shortNumber(chosen.number)}
              </text>
            </g>
          )}
          {marks.map(({ mark, x, y, width }) => (
            <use key={`${x},${y}`} className={MARK_TONES[mark]} href={`${sprite}#mark-${MARK_SHAPES[mark]}`} x={x + Math.min(width, 90) / 2 - 26} y={y - 46} width={28} height={28} aria-hidden="true" />
          ))}
        </svg>
      </div>
    </div>
  );
}
