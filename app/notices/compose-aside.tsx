import { useTranslation } from 'react-i18next';
import { StackBar } from '#app/components/figures.tsx';
import { LockScreen, LockScreenNote } from '#app/components/fixed-text.tsx';
import { Patch } from '#app/components/patch.tsx';
import { directionOf, type Language } from '#app/i18n/languages.ts';
import { useFormats } from '#app/i18n/react.ts';
import type { GridCard } from '#app/mall/queries.server.ts';
import type { Reach } from './audiences.server.ts';
import styles from './notices.module.css';
import { wordsOf } from './saying.ts';

interface AsideProps {
  reach: Reach | null;
  grids: readonly GridCard[];
  typed: Record<string, string>;
  kind: string;
  language: Language;
  today: string;
}

/** How many it reaches, who needs it on paper, and how it looks on a locked phone. */
export function ComposerAside({ reach, grids, typed, kind, language, today }: AsideProps) {
  const { t } = useTranslation(['notices', 'common']);
  const formats = useFormats();
  const { formatNumber } = formats;
  const titles =
    kind === 'information'
      ? Object.entries(typed).flatMap(([name, text]) => (name.startsWith('title-') && text ? [{ language: name.slice('title-'.length), text }] : []))
      : [{ language, text: wordsOf({ template: kind === 'emergency' ? `emergency.${typed.emergency ?? 'fire'}` : `fixed.${typed.fixed ?? 'water'}`, named: { day: typed.day || today, from: typed.from ?? '10:00', until: typed.until ?? '11:00' } }, { t, formats, language, today }).text }];
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
      {titles.length > 0 && (
        <section>
          <h2>{t('preview.title')}</h2>
          <LockScreen time="12:00">
            {titles.slice(0, 2).map(({ language: said, text }) => (
              <LockScreenNote key={said} from={t('common:app.name')} lang={said} dir={directionOf(said)}>
                <b>{text}</b>
              </LockScreenNote>
            ))}
          </LockScreen>
          <p className="small quiet">{t('preview.lock')}</p>
        </section>
      )}
    </div>
  );
}
