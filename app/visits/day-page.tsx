import { Form, Link, useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons, IconLink } from '#app/components/button.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { Columns, Line, Section, SectionHead, Sheet, TitleBar } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { Empty, Strip } from '#app/components/states.tsx';
import { Walk } from '#app/components/walk.tsx';
import { directionOf, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import type { SheetCard } from './paper/queries.server.ts';
import type { Day, PromiseCard, StopCard } from './day.server.ts';
import { DayProgress, NextCard, PlaceLine } from './day-parts.tsx';
import { OwnHands } from './hands/hands.tsx';
import type { HandCard } from './hands/queries.server.ts';
import { Papers } from './paper/papers.tsx';
import { ShopName } from './shop-name.tsx';
import { ShopsWords } from './shops-words.tsx';
import { WalkMaps } from './walk-map.tsx';
import type { WalkMap } from './walk-map.server.ts';
import type { OwnDay } from './versions/queries.server.ts';
import styles from './day-page.module.css';

export interface DayPageProps {
  day: Day;
  /** Where her shops are. */
  maps: WalkMap[];
  /** Papers that aren't ticked off. */
  sheets: SheetCard[];
  /** How her grids stand, and where a helping hand would do good. */
  hands: HandCard[];
  /** Where two records of hers differ and she has to choose. */
  twice: OwnDay[];
  /** `/m/<slug>` */
  base: string;
  /** For the one-tap form: pressed twice, it is stored once. */
  clientId: string;
  later: string[];
  /** Something was just saved. */
  done: boolean;
}

/** The volunteer's day: next shop, the aisle, promises, and offered shops with nothing but that. */
export function DayPage({ day, maps, sheets, hands, twice, base, clientId, later, done }: DayPageProps) {
  const { t } = useTranslation(['visits', 'versions', 'common']);
  const { formatDay } = useFormats();
  const language = useLanguage();
  const errors = useFormErrors(useActionData(), 'visits');
  const [next, ...rest] = day.stops;
  const round = day.round && pickLocalized(day.round.name, language)?.text;
  return (
    <>
      <TitleBar title={round ?? t('title.day')} line={formatDay(day.today, { today: day.today })}>
        {day.grids.map((grid) => (
          <Patch key={grid._id} {...grid} />
        ))}
        <IconLink icon="qrcode" label={t('common:nav.scan')} to={`${base}/scan`} />
      </TitleBar>
      <FormErrorSummary errors={errors} />
      <Strip tone="ok" icon="cloud-check" title={done ? t('day.saved') : t('day.all-sent')} live={done}>
        {t('day.shops-see')}
      </Strip>
      {twice.map(({ merchant, day: of, names }) => (
        <Strip key={`${merchant} ${of}`} tone="turn" icon="copy" title={t('versions:open-own')} action={<ButtonLink to={`${base}/visits/${merchant}/versions/${of}`} size="desk">{t('versions:choose')}</ButtonLink>}>
          <ShopName names={names} /> · {formatDay(of, { today: day.today })}
        </Strip>
      ))}
      <div className={`pad ${styles.along}`}>
        <ButtonLink to={`${base}/visits/take`} icon="device-mobile-down" wide>
          {t('day.take-along')}
        </ButtonLink>
      </div>
      <Columns>
        <div>
          {day.round ? <DayProgress shops={day.shops} offered={day.offered} hasNext={next !== undefined} /> : <Empty title={t('day.no-round')}>{t('day.no-round-text')}</Empty>}
          {day.round && !next && <Empty title={t(day.shared ? 'day.yours' : 'day.all-offered')}>{t('day.all-offered-text')}</Empty>}
          {hands.some((hand) => hand.behind || hand.asked) && <OwnHands hands={hands} base={base} />}
          {next && <NextShop stop={next} shared={day.shared} {...{ base, clientId, later }} />}
        </div>
        <div>
          {rest.length > 0 && (
            <Section>
              <SectionHead aside={<Link to={`${base}/map`}>{t('day.see-map')}</Link>}>{t('day.order')}</SectionHead>
              <WalkMaps maps={maps} />
              <Walk
                stops={rest.map((stop, at) => ({
                  key: stop.merchant,
                  number: at + 2,
                  title: (
                    <Link to={`${base}/visits/${stop.merchant}`}>
                      <ShopName names={stop.names} />
                    </Link>
                  ),
                  under: <PlaceLine number={stop.unit?.number} trade={stop.trade} tradeNames={stop.tradeNames} />,
                  asked: stop.asked ? t('day.asked') : undefined,
                }))}
              />
            </Section>
          )}
          {day.round && day.shared && (
            <Form method="post" action={`${base}/visits`} className={styles.take}>
              <input type="hidden" name="intent" value="take-over" />
              <Button icon="plus">{t('day.take-over')}</Button>
              <p className="small quiet">{t('day.take-over-hint')}</p>
            </Form>
          )}
          <Papers sheets={sheets} base={base} can={next !== undefined && !sheets.some((sheet) => sheet.day === day.today)} />
          {!hands.some((hand) => hand.behind || hand.asked) && <OwnHands hands={hands} base={base} />}
          <Promises promises={day.promises} base={base} today={day.today} />
          <OfferedShops day={day} />
        </div>
      </Columns>
    </>
  );
}

function NextShop({ stop, base, clientId, later, shared }: Pick<DayPageProps, 'base' | 'clientId' | 'later'> & { stop: StopCard; shared: boolean }) {
  const { t } = useTranslation('visits');
  return (
    <NextCard stop={stop} number={stop.unit?.number}>
      <ButtonLink look="main" size="thumb" wide icon="player-play" to={`${base}/visits/${stop.merchant}`}>
        {t('day.start')}
      </ButtonLink>
      <Form method="post" action={`${base}/visits`}>
        <input type="hidden" name="intent" value="offer-only" />
        <input type="hidden" name="merchant" value={stop.merchant} />
        <input type="hidden" name="clientId" value={clientId} />
        <Buttons>
          <ButtonLink to={`${base}/visits?later=${[...later.filter((id) => id !== stop.merchant), stop.merchant].join(',')}`}>{t('day.later')}</ButtonLink>
          <Button>{t('day.only-offered')}</Button>
        </Buttons>
      </Form>
      <p className="small quiet">{t('day.only-offered-hint')}</p>
      {shared && (
        <Form method="post" action={`${base}/visits`}>
          <input type="hidden" name="intent" value="hand-over" />
          <input type="hidden" name="merchant" value={stop.merchant} />
          <Button look="text">{t('day.hand-over')}</Button>
        </Form>
      )}
    </NextCard>
  );
}

const DUE = { kept: 'ok', 'not-kept': 'bad', today: 'work', over: 'warn', coming: 'new' } as const;

function Promises({ promises, base, today }: { promises: PromiseCard[]; base: string; today: string }) {
  const { t } = useTranslation('visits');
  const { formatDay, words } = useFormats();
  if (promises.length === 0) return null;
  const kept = promises.filter((one) => one.state === 'kept').length;
  return (
    <Section>
      <SectionHead aside={<Num>{`${kept}/${promises.length}`}</Num>}>{t('day.promises')}</SectionHead>
      <Sheet list>
        {promises.map((one) => (
          <Line key={one.id}>
            <Form method="post" action={`${base}/visits`} className={`${styles.promise} ${styles.told}`}>
              <input type="hidden" name="visit" value={one.visit} />
              <input type="hidden" name="promise" value={one.id} />
              <div className="grow">
                {one.words && (
                  <p>
                    <bdi lang={one.words.language} dir={directionOf(one.words.language)}>
                      {one.words.words}
                    </bdi>
                  </p>
                )}
                <p className="small quiet">
                  <ShopName names={one.names} />
                </p>
                {one.shop && <p className="small">{t(`promise.shop-${one.shop}`)}</p>}
                <ShopsWords contest={one.contest} />
              </div>
              <Mark state={DUE[one.state]}>{one.state === 'kept' ? t('day.kept') : one.state === 'not-kept' ? t('promise.not-kept') : one.state === 'today' ? words.today : formatDay(one.dueOn, { today })}</Mark>
              {one.state !== 'kept' && one.state !== 'not-kept' && (
                <span className={styles.ends}>
                  <Button size="desk" icon="check" name="intent" value="keep-promise">
                    {t('day.kept')}
                  </Button>
                  <Button size="desk" look="text" name="intent" value="give-up-promise">
                    {t('promise.give-up')}
                  </Button>
                </span>
              )}
            </Form>
          </Line>
        ))}
      </Sheet>
    </Section>
  );
}

/** How many offered shops stand open; the rest unfolds. */
const SHOWN = 5;

function OfferedShops({ day }: { day: Day }) {
  const { t } = useTranslation(['visits', 'common']);
  if (day.offeredShops.length === 0) return null;
  const rest = day.offeredShops.slice(SHOWN);
  return (
    <Section>
      <SectionHead aside={<Num>{day.offeredShops.length}</Num>}>{t('day.own-offers')}</SectionHead>
      <Sheet list>
        {day.offeredShops.slice(0, SHOWN).map((shop) => (
          <OfferedLine key={shop.merchant} shop={shop} today={day.today} />
        ))}
        {rest.length > 0 && (
          <li>
            <details className={styles.more}>
              <summary>
                {t('common:button.show-more')} <Num>{rest.length}</Num>
              </summary>
              <ul>
                {rest.map((shop) => (
                  <OfferedLine key={shop.merchant} shop={shop} today={day.today} />
                ))}
              </ul>
            </details>
          </li>
        )}
      </Sheet>
    </Section>
  );
}

function OfferedLine({ shop, today }: { shop: Day['offeredShops'][number]; today: string }) {
  const { t } = useTranslation('words');
  const { formatHalfDay, words } = useFormats();
  return (
    <Line>
      <div className={styles.promise}>
        <div className="grow">
          <b>
            <ShopName names={shop.names} />
          </b>
          <p className="small quiet">
            {shop.unit && <Num>{shop.unit.number}</Num>}
            {' · '}
            {shop.day === today ? words.half[shop.half] : formatHalfDay(shop.day, shop.half, { today })}
          </p>
        </div>
        <Mark state="ok">{t('visit.offered')}</Mark>
      </div>
    </Line>
  );
}
