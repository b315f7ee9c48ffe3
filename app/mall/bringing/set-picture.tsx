import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Section, SectionHead } from '#app/components/page.tsx';
import map from '../map.module.css';
import type { LevelPicture } from './picture.ts';
import styles from './bringing.module.css';

interface SetPictureProps {
  levels: readonly { shortName: string; units: number; lettable: number }[];
  level: number;
  picture: LevelPicture | null;
}

/** The plan as the map would show it, one level at a time; levels are links, so that it works without script. */
export function SetPicture({ levels, level, picture }: SetPictureProps) {
  const { t } = useTranslation('bringing');
  const shown = levels[level];
  return (
    <Section id="plan">
      <SectionHead under={shown && t('picture.units', { count: shown.units, lettable: shown.lettable })}>{t('picture.title')}</SectionHead>
      <nav className={styles.levels} aria-label={t('picture.levels')}>
        {levels.map(({ shortName, units }, at) => (
          <Link key={at} to={`?level=${at}#plan`} aria-current={at === level ? 'page' : undefined} preventScrollReset>
            <bdi>{shortName}</bdi> <small>{units}</small>
          </Link>
        ))}
      </nav>
      {picture && shown && (
        <div className={`${map.plan} ${styles.plan}`}>
          <div className={`${map.box} ${styles.box}`} dir="ltr" tabIndex={0} role="region" aria-label={t('picture.of', { level: shown.shortName })}>
            <svg viewBox={picture.viewBox.join(' ')} role="img" aria-label={t('picture.of', { level: shown.shortName })}>
              <g dangerouslySetInnerHTML={{ __html: picture.markup }} />
            </svg>
          </div>
        </div>
      )}
    </Section>
  );
}
