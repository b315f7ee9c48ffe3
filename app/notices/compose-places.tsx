import { useTranslation } from 'react-i18next';
import { LineFold, SectionHead, Sheet } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { useProgramName } from '#app/components/program-name.ts';
import { ChipLink, Chips } from '#app/components/tabs.tsx';
import { useTradeName } from '#app/components/trade-name.ts';
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
        {places.grids.length > 0 && <h3>{t('compose.grids')}</h3>}
        {places.grids.length > 0 && (
          <Chips label={t('compose.grids')}>
            {places.grids.map((grid) => (
              <ChipLink key={grid._id} {...chip(`grid:${grid._id}`)}>
                <Patch number={grid.number} hue={grid.hue} weave={grid.weave} size={24} />
              </ChipLink>
            ))}
          </Chips>
        )}
        <People places={places} to={to} />
        {reach && (
          <p className={styles.near} role="status">
            {reach.shops > 0 && <>{t('reach.shops', { count: reach.shops })} · </>}
            {t('reach.accounts', { count: reach.accounts })}
            {reach.unreached > 0 && ` · ${t('reach.unreached')}: ${reach.unreached}`}
          </p>
        )}
      </div>
    </>
  );
}

/** By trade, by role, by program: folded away, for it is rarer than by place. */
function People({ places: { trades, roles, programs }, to }: { places: Places; to: readonly string[] }) {
  const { t } = useTranslation(['notices', 'words']);
  const roleName = (id: string): string => t(`words:role.${id as 'leader'}`);
  const tradeName = useTradeName();
  const programName = useProgramName();
  const groups = [
    { key: 'trade', title: t('compose.trades'), under: undefined, ids: trades.map(({ id }) => id), name: (id: string) => tradeName(id, trades.find((one) => one.id === id)?.names) },
    { key: 'role', title: t('compose.roles'), under: undefined, ids: roles, name: roleName },
    { key: 'program', title: t('compose.programs'), under: t('compose.programs-hint'), ids: programs, name: programName },
  ].filter(({ ids }) => ids.length > 0);
  if (groups.length === 0) return null;
  return (
    <Sheet>
      {groups.map(({ key, title, under, ids, name }) => (
        <LineFold key={key} title={title} under={under} open={to.some((place) => place.startsWith(`${key}:`))}>
          <Chips label={title}>
            {ids.map((id) => (
              <ChipLink key={id} to={addressWith(to, `${key}:${id}`)} on={to.includes(`${key}:${id}`)}>
                {name(id)}
              </ChipLink>
            ))}
          </Chips>
        </LineFold>
      ))}
    </Sheet>
  );
}
