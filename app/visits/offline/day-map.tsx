import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { BackBar, LineLink, Section, Sheet } from '#app/components/page.tsx';
import { Num } from '#app/components/num.tsx';
import map from '#app/mall/map.module.css';
import { ShopName } from '../shop-name.tsx';
import type { TakenPack } from './pack.ts';
import type { LiveDay } from './use-day.ts';
import styles from './day.module.css';

/** The floor with today's shops, numbered as in the list below it, which says the same. */
export function DayMap({ pack, day, level: asked }: { pack: TakenPack; day: LiveDay; level: string }) {
  const { t } = useTranslation(['offline-day', 'visits']);
  const level = pack.levels.find(({ id }) => id === asked) ?? pack.levels[0];
  const done = new Set([...day.state.ticks.map(({ merchant }) => merchant), ...day.state.kept.map(({ visit }) => visit.merchant)]);
  const here = pack.stops.map((stop, at) => ({ ...stop, order: at + 1 })).filter((stop) => stop.level === level?.id);
  return (
    <>
      <BackBar to="#list" title={t('visits:day.see-map')} line={level && <bdi>{level.shortName}</bdi>} />
      <h1 className="visually-hidden">{t('visits:day.see-map')}</h1>
      {pack.levels.length > 1 && (
        <nav className={styles.levels} aria-label={t('levels')}>
          {pack.levels.map(({ id, shortName }) => (
            <ButtonLink key={id} to={`#map/${id}`} look={id === level?.id ? 'main' : 'plain'} size="desk">
              <bdi>{shortName}</bdi>
            </ButtonLink>
          ))}
        </nav>
      )}
      {level && (
        <div className={`${styles.plan} ${map.box}`} dir="ltr" data-least="26" tabIndex={0} role="group" aria-label={t('visits:day.see-map')}>
          <svg viewBox={level.viewBox.join(' ')} aria-hidden="true">
            <g dangerouslySetInnerHTML={{ __html: level.markup }} />
            {here.map(({ merchant, at, order }) =>
              at ? (
                <g key={merchant} className={`${styles.stop} ${done.has(merchant) ? styles.done : ''}`} transform={`translate(${at.x} ${at.y - 30})`}>
                  <circle r={28} />
                  <text>{order}</text>
                </g>
              ) : null,
            )}
          </svg>
        </div>
      )}
      <Section>
        <Sheet list label={t('visits:day.order')}>
          {here.map(({ merchant, names, number, order }) => (
            <LineLink key={merchant} to={`#shop/${merchant}`} under={<Num>{number}</Num>} aside={done.has(merchant) ? t('done') : undefined}>
              <Num>{order}</Num> <ShopName names={names} />
            </LineLink>
          ))}
        </Sheet>
      </Section>
    </>
  );
}
