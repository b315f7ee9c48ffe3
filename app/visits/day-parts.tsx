import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '#app/components/facts.tsx';
import { Keys, type PieceState, Track } from '#app/components/figures.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { useTradeName } from '#app/components/trade-name.ts';
import type { StopCard } from './day.server.ts';
import { ShopName } from './shop-name.tsx';
import styles from './day-page.module.css';

interface DayProgressProps {
  shops: number;
  /** Those on this phone among them. */
  offered: number;
  /** Written down on this phone and not sent yet. */
  held?: number;
  hasNext: boolean;
}

/** How far the volunteer's grids are: one square a shop. */
export function DayProgress({ shops, offered, held = 0, hasNext }: DayProgressProps) {
  const { t } = useTranslation('visits');
  const left = shops - offered;
  const pieceAt = (at: number): PieceState => {
    if (at < offered) return at < offered - held ? 'done' : 'held';
    return at === offered && hasNext ? 'turn' : 'left';
  };
  return (
    <div className={styles.progress}>
      <p>
        <b>
          {t('day.offered')}: <Num>{`${offered}/${shops}`}</Num>
        </b>
        <span>
          {t('day.left')}: <Num>{left}</Num>
        </span>
      </p>
      <Track pieces={Array.from({ length: shops }, (_, at) => pieceAt(at))} label={t('day.track', { shops, offered, left })} />
      <Keys
        keys={[
          { state: 'done', label: t('day.key-offered') },
          ...(held > 0 ? [{ state: 'held' as const, label: t('day.key-held') }] : []),
          { state: 'turn', label: t('day.key-next') },
          { state: 'left', label: t('day.key-left') },
        ]}
      />
    </div>
  );
}

export function PlaceLine({ number, trade, tradeNames }: { number: string | undefined } & Pick<StopCard, 'trade' | 'tradeNames'>) {
  const tradeOf = useTradeName();
  return (
    <>
      {number && <Num>{number}</Num>} · <bdi>{tradeOf(trade, tradeNames)}</bdi>
    </>
  );
}

/** The shop to go to now, with what it asked for; what can be done stands below. */
export function NextCard({ stop, number, mark, children }: { stop: Pick<StopCard, 'names' | 'trade' | 'tradeNames' | 'asked' | 'wishedTime'> & { interpreter?: boolean }; number: string | undefined; mark?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('visits');
  const facts = [
    ...(stop.asked ? [{ key: 'asked', icon: 'hand-stop' as const, text: t('day.asked') }] : []),
    ...(stop.wishedTime ? [{ key: 'time', icon: 'clock' as const, text: <>{t('day.wished')}: <Num>{stop.wishedTime}</Num></> }] : []),
    ...(stop.interpreter ? [{ key: 'interpreter', icon: 'language' as const, text: t('day.interpreter') }] : []),
  ];
  return (
    <section className={styles.next}>
      <Mark state="turn" tint>
        {t('day.next')}
      </Mark>
      <div>
        <h2>
          <ShopName names={stop.names} />
        </h2>
        <p>
          <PlaceLine number={number} trade={stop.trade} tradeNames={stop.tradeNames} />
        </p>
      </div>
      {mark}
      {facts.length > 0 && <Facts facts={facts} />}
      {children}
    </section>
  );
}
