import { Link, useSearchParams } from '@remix-run/react';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import map from '../map.module.css';
import styles from './grids.module.css';
import { type Picks, useLasso, usePlanKeys } from './use-picks.ts';

interface PickPlanProps {
  level: { _id: string; shortName: string };
  levels: readonly { _id: string; shortName: string }[];
  plan: { viewBox: readonly number[]; markup: string; places: readonly (readonly [string, number, number])[] };
  picks: Picks;
  editable: boolean;
}

/** The level as the plan would have it. Without script a booth is a link that picks it in the list; with it, press, walk or draw around. */
export function PickPlan({ level, levels, plan, picks, editable }: PickPlanProps) {
  const { t } = useTranslation(['grids', 'mall']);
  const svg = useRef<SVGSVGElement>(null);
  const lasso = useLasso(svg, plan.places, picks);
  const keys = usePlanKeys(plan.places, picks);
  const [scripted, setScripted] = useState(false);
  const [params] = useSearchParams();
  const page = params.get('page');
  useEffect(() => setScripted(true), []);
  useEffect(() => {
    const units = [...(svg.current?.querySelectorAll<SVGAElement>('a[data-u]') ?? [])];
    units.forEach((unit, i) => {
      unit.tabIndex = i === 0 ? 0 : -1;
    });
  }, [plan.markup]);
  useEffect(() => {
    for (const unit of svg.current?.querySelectorAll<SVGAElement>('a[data-u]') ?? []) unit.toggleAttribute('data-picked', picks.picked.has(unit.dataset.u ?? ''));
  }, [plan.markup, picks.picked]);
  return (
    <div className={styles.plan} id="plan">
      <nav className={`${map.lift} ${styles.levels}`} aria-label={t('mall:map.levels')}>
        {levels.map(({ _id, shortName }) => (
          <Link key={_id} to={`?level=${_id}${page ? `&page=${page}` : ''}#plan`} aria-current={_id === level._id ? 'page' : undefined} preventScrollReset>
            <bdi>{shortName}</bdi>
          </Link>
        ))}
      </nav>
      {editable && scripted && (
        <div className={`pad ${styles.tools}`}>
          <Button type="button" aria-pressed={lasso.on} look={lasso.on ? 'main' : 'plain'} onClick={lasso.switchOn}>
            {t('pick.lasso')}
          </Button>
          <Button type="button" onClick={picks.clear}>{t('pick.none')}</Button>
          <span role="status">{t('pick.count', { count: picks.picked.size })}</span>
        </div>
      )}
      {/* The keys and clicks belong to the links inside; the box only listens for all of them. */}
      <div className={`${map.box} ${styles.box}`} dir="ltr" {...(editable && keys)}>
        <svg ref={svg} viewBox={plan.viewBox.join(' ')} role="group" aria-label={t(editable ? 'pick.plan' : 'mall:map.plan', { level: level.shortName })} className={lasso.on ? styles.lassoing : undefined} {...(editable && lasso.handlers)}>
          <Drawing markup={plan.markup} />
          {lasso.line.length > 1 && <polygon className={styles.lasso} points={lasso.line.map((at) => at.join(',')).join(' ')} />}
        </svg>
      </div>
    </div>
  );
}

/** Set once: what is picked is marked on its elements, which a new rendering would lose. */
const Drawing = memo(function Drawing({ markup }: { markup: string }) {
  return <g dangerouslySetInnerHTML={{ __html: markup }} />;
});
