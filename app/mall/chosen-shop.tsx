import { useTranslation } from 'react-i18next';
import { ButtonLink, Buttons, IconLink } from '#app/components/button.tsx';
import { DefinitionList } from '#app/components/facts.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Patch } from '#app/components/patch.tsx';
import { ChipLink, Chips } from '#app/components/tabs.tsx';
import { useTradeName } from '#app/components/trade-name.ts';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { MapSign } from './layers.server.ts';
import type { GridCard } from './queries.server.ts';
import styles from './map.module.css';

const MARK_STATES = { offered: 'ok', left: 'new', doing: 'work', turn: 'turn', late: 'bad', vacant: 'pause' } as const;

interface ChosenShopProps {
  slug: string;
  layer: 'offered' | 'requests' | 'vacant' | null;
  /** Address without the choice. */
  close: string;
  /** Address of another of the shops that share the booth. */
  shopAt: (merchant: string) => string;
  chosen: {
    number: string;
    merchant: string | null;
    sharing: readonly { merchant: string; part: string; names: Localized | null }[];
    names: Localized | null;
    trade: string | null;
    /** The mall's own, where it gave any. */
    tradeNames?: Localized;
    grid: GridCard | null;
    manager: Localized | null;
    sign: MapSign | null;
    own: boolean;
    can: { visit: boolean; requests: boolean; ask: boolean };
  };
}

/** The chosen booth: what its sign says, who looks after it, and what this reader can do there. */
export function ChosenShop({ chosen, slug, layer, close, shopAt }: ChosenShopProps) {
  const { t } = useTranslation('mall');
  const tradeOf = useTradeName();
  const language = useLanguage();
  const nameOf = (names: Localized | null) => (names ? (pickLocalized(names, language)?.text ?? '') : '');
  const { number, merchant, sharing, names, trade, tradeNames, grid, manager, sign, own, can } = chosen;
  const facts = [
    ...(trade ? [{ key: 'trade', label: t('unit.trade'), value: <bdi>{tradeOf(trade, tradeNames)}</bdi> }] : []),
    ...(grid ? [{ key: 'grid', label: t('unit.grid'), value: t('list.of-grid', { number: grid.number }) }] : []),
    ...(manager ? [{ key: 'manager', label: t('unit.manager'), value: <bdi>{nameOf(manager)}</bdi> }] : []),
    ...(layer && layer !== 'vacant' && sign ? [{ key: 'mark', label: layer === 'offered' ? t('unit.round') : t('unit.requests'), value: <Mark state={MARK_STATES[sign.mark]}>{t(`legend.${sign.mark}`)}{sign.count !== undefined && <> <bdi className="num">{sign.count}</bdi></>}</Mark> }] : []),
  ];
  return (
    <section id="shop" className={styles.shop} aria-live="polite">
      <div className={styles.shopHead}>
        <div>
          <p className="quiet small">
            {own && <>{t('unit.yours')} · </>}
            <bdi className="num">{number}</bdi>
          </p>
          <h2>{merchant ? <bdi>{nameOf(names)}</bdi> : t('unit.vacant')}</h2>
        </div>
        {grid && <Patch {...grid} />}
        <IconLink icon="x" label={t('unit.close')} to={close} />
      </div>
      {sharing.length > 0 && (
        <Chips label={t('unit.sharing')}>
          {sharing.map((shop) => (
            <ChipLink key={shop.merchant} to={shopAt(shop.merchant)} on={shop.merchant === merchant}>
              {shop.part && <bdi className="num">{shop.part} </bdi>}
              <bdi>{nameOf(shop.names)}</bdi>
            </ChipLink>
          ))}
        </Chips>
      )}
      <DefinitionList facts={facts} />
      {(can.visit || can.ask || (can.requests && merchant)) && (
        <Buttons>
          {can.ask && (
            <ButtonLink look="main" to={`/m/${slug}/ask`}>
              {t('unit.ask')}
            </ButtonLink>
          )}
          {can.visit && (
            <ButtonLink look="main" to={`/m/${slug}/visits/${merchant}`}>
              {t('unit.visit')}
            </ButtonLink>
          )}
          {can.requests && merchant && <ButtonLink to={`/m/${slug}/requests?shop=${merchant}`}>{t('unit.open-requests')}</ButtonLink>}
        </Buttons>
      )}
      {(can.visit || can.requests) && <p className="quiet small">{t('unit.seen')}</p>}
    </section>
  );
}
