import { useTranslation } from 'react-i18next';
import { SectionHead } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { ChipLink, Chips } from '#app/components/tabs.tsx';
import type { Reach } from './audiences.server.ts';
import type { Places } from './composing.server.ts';
import styles from './notices.module.css';

/** The address with a place switched: the whole mall and its parts exclude each other. */
function addressWith(to: readonly string[], place: string): string {
  const others = place === 'mall' ? [] : to.filter((one) => one !== 'mall' && one !== place);
  const chosen = to.includes(place) ? others : [...others, place];
  return `?${new URLSearchParams(chosen.map((one) => ['to', one]))}`;
}

/** Floors and grids as addresses: choosing works without script, and what was typed stays where there is script. */
export function PlaceChoice({ places, to, reach }: { places: Places; to: readonly string[]; reach: Reach | null }) {
  const { t } = useTranslation(['notices', 'common']);
  const chip = (place: string) => ({ to: addressWith(to, place), on: to.includes(place) });
  return (
    <>
      <SectionHead under={t('compose.to-hint')}>{t('compose.to')}</SectionHead>
      <div className={styles.places} id="to">
        {places.mall && (
          <Chips label={t('compose.mall')}>
            <ChipLink {...chip('mall')}>{t('compose.mall')}</ChipLink>
            {places.levels.map(({ id, shortName }) => (
              <ChipLink key={id} {...chip(`level:${id}`)}>
                {t('common:grid.level', { level: shortName })}
              </ChipLink>
            ))}
          </Chips>
        )}
        <h3>{t('compose.grids')}</h3>
        <Chips label={t('compose.grids')}>
          {places.grids.map((grid) => (
            <ChipLink key={grid._id} {...chip(`grid:${grid._id}`)}>
              <Patch number={grid.number} hue={grid.hue} weave={grid.weave} size={24} />
            </ChipLink>
          ))}
        </Chips>
        {reach && (
          <p className={styles.near} role="status">
            {t('reach.shops', { count: reach.shops })} · {t('reach.accounts', { count: reach.accounts })}
            {reach.unreached > 0 && ` · ${t('reach.unreached')}: ${reach.unreached}`}
          </p>
        )}
      </div>
    </>
  );
}
