import { useTranslation } from 'react-i18next';
import { Patch } from '#app/components/patch.tsx';
import { Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { numbered, Paging } from '#app/components/paging.tsx';
import { Table } from '#app/components/table.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { readPlanPage } from './page.server.ts';
import styles from './grids.module.css';

type View = Awaited<ReturnType<typeof readPlanPage>>;

/** The grids as the plan would have them: shops, levels, whether they are fair and hang together. */
export function PlanGrids({ view: { grids, ended } }: { view: Pick<View, 'grids' | 'ended'> }) {
  const { t } = useTranslation('grids');
  return (
    <Sheet list label={t('plan.grids')}>
      {grids.map(({ id, number, hue, weave, isNew, shops, booths, levels, parts, apart, uneven }) => (
        <li key={id} className={styles.line}>
          <Patch number={number} hue={hue} weave={weave} silent />
          <span className="grow">
            <b>{t('grid.named', { number })}</b> {isNew && t('plan.new')}
            <small>
              {t('grid.shops', { count: shops })} · {t('grid.booths', { count: booths })} · <bdi>{levels.join(' · ')}</bdi>
            </small>
            {uneven && <small>{t('plan.uneven')}</small>}
            {parts > 1 && <small className={styles.warn}>{apart ? t('grid.apart', { why: t(`apart.${apart}`) }) : t('plan.parts', { count: parts })}</small>}
          </span>
        </li>
      ))}
      {ended.map(({ number, heir }) => (
        <li key={number} className={styles.line}>
          <span>{t('plan.ended', { number, heir })}</span>
        </li>
      ))}
    </Sheet>
  );
}

/** Booths that change hands, by number, and what goes with them. */
export function PlanMoves({ moves, first, level }: { moves: NonNullable<View['moves']>; first: boolean; level: string }) {
  const { t } = useTranslation(['grids', 'common']);
  const language = useLanguage();
  if (moves.all === 0) return <Section><SectionHead>{t('moves.none')}</SectionHead></Section>;
  const sums = [t('moves.shops', { count: moves.shops }), moves.with.requests !== undefined && t('moves.requests', { count: moves.with.requests }), moves.with.round !== undefined && t('moves.round', { count: moves.with.round })];
  return (
    <Section id="moves">
      <SectionHead under={first ? undefined : <>{sums.filter(Boolean).join(' · ')}</>}>{t('moves.title', { count: moves.all })}</SectionHead>
      <div className="pad">
        <Table
          caption={t('moves.title', { count: moves.all })}
          quiet
          columns={[
            { key: 'booth', label: t('moves.booth') },
            { key: 'shop', label: t('moves.shop') },
            { key: 'from', label: t('moves.from') },
            { key: 'to', label: t('moves.to') },
          ]}
          rows={moves.rows.map(({ unit, number, names, from, to }) => ({
            key: unit,
            cells: [
              <bdi key="n" className="num">{number}</bdi>,
              names.length > 0 ? names.map((name) => <bdi key={JSON.stringify(name)}>{pickLocalized(name, language)?.text} </bdi>) : <span key="v" className="quiet">{t('moves.vacant')}</span>,
              <bdi key="f">{from ?? '–'}</bdi>,
              <bdi key="t">{to ?? '–'}</bdi>,
            ],
          }))}
        />
        <Paging {...numbered(moves, (page) => `?level=${level}&page=${page}#moves`)} />
      </div>
    </Section>
  );
}
