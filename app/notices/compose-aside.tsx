import { useTranslation } from 'react-i18next';
import { StackBar } from '#app/components/figures.tsx';
import { LockScreen, LockScreenNote } from '#app/components/fixed-text.tsx';
import { Patch } from '#app/components/patch.tsx';
import { directionOf, type Language } from '#app/i18n/languages.ts';
import { useFormats } from '#app/i18n/react.ts';
import type { GridCard } from '#app/mall/queries.server.ts';
import type { Reach } from './audiences.server.ts';
import styles from './notices.module.css';

interface AsideProps {
  reach: Reach | null;
  grids: readonly GridCard[];
  language: Language;
}

/** How many it reaches, who needs it on paper, and how it looks on a locked phone. */
export function ComposerAside({ reach, grids, language }: AsideProps) {
  const { t } = useTranslation(['notices', 'common']);
  const { formatNumber } = useFormats();
  return (
    <div className={styles.aside}>
      <section>
        <h2>{t('reach.title')}</h2>
        {reach ? (
          <>
            <p>
              {reach.shops > 0 && <span className={styles.big}>{t('reach.shops', { count: reach.shops })}</span>} <span className={reach.shops > 0 ? 'small' : styles.big}>{t('reach.accounts', { count: reach.accounts })}</span>
            </p>
            {reach.shops > 0 && <StackBar
              parts={[
                { key: 'reached', state: 'done', share: reach.shops - reach.unreached, label: t('reach.reached'), figure: formatNumber(reach.shops - reach.unreached) },
                { key: 'unreached', state: 'left', share: reach.unreached, label: t('reach.unreached'), figure: formatNumber(reach.unreached) },
              ]}
            />}
            {reach.unreached > 0 && (
              <p className={`small ${styles.to}`}>
                {t('reach.unreached-in')}:
                {grids.filter((grid) => reach.unreachedIn.includes(grid._id)).map((grid) => (
                  <Patch key={grid._id} number={grid.number} hue={grid.hue} weave={grid.weave} size={24} />
                ))}
              </p>
            )}
            {reach.shops > 0 && <p className="small quiet">{t('reach.volunteers')}</p>}
          </>
        ) : (
          <p className="small quiet">{t('reach.none')}</p>
        )}
      </section>
      <section>
        <h2>{t('preview.title')}</h2>
        <LockScreen time="12:00">
          <LockScreenNote from={t('common:app.name')} lang={language} dir={directionOf(language)}>
            {t('push.one-new')}
          </LockScreenNote>
        </LockScreen>
        <p className="small quiet">{t('preview.lock')}</p>
      </section>
    </div>
  );
}
