import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons, IconLink } from '#app/components/button.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { Line, LineLink, Section, SectionHead, Sheet, TitleBar } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { Empty, Strip } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { DayProgress, NextCard } from '../day-parts.tsx';
import { ShopName } from '../shop-name.tsx';
import { ShopsWords } from '../shops-words.tsx';
import { PACK_LIFE, type TakenPack } from './pack.ts';
import type { LiveDay } from './use-day.ts';
import styles from './day.module.css';

/** Nearly full: what is typed may not fit any more. */
const TIGHT = 0.9;
const MINUTE = 60_000;

/** The day without a network: what is left, what waits, how old it all is. */
export function DayList({ day }: { day: LiveDay }) {
  const { t } = useTranslation(['offline-day', 'visits', 'common']);
  const language = useLanguage();
  const { formatDay } = useFormats();
  const { pack, kept, ticks, drafts } = day.state;
  if (!pack) return <NoDay day={day} />;
  const done = new Set([...ticks.map(({ merchant }) => merchant), ...kept.map(({ visit }) => visit.merchant)]);
  const left = pack.stops.filter(({ merchant }) => !done.has(merchant));
  const [next, ...rest] = left;
  const here = new Set(kept.map(({ visit }) => visit.merchant));
  const written = pack.stops.filter(({ merchant }) => done.has(merchant)).map((stop) => ({ ...stop, isHere: here.has(stop.merchant) }));
  return (
    <>
      <TitleBar title={pickLocalized(pack.round?.name ?? {}, language)?.text ?? t('title')} line={formatDay(pack.today, { today: pack.today })}>
        {pack.grids.map((grid) => (
          <Patch key={grid._id} {...grid} />
        ))}
        {pack.levels.length > 0 && <IconLink icon="map-2" label={t('visits:day.see-map')} to={`#map/${pack.levels[0]?.id ?? ''}`} />}
      </TitleBar>
      <SendState day={day} />
      <Age pack={pack} day={day} />
      {left.length === 0 && <Empty title={t('visits:day.all-offered')}>{t('nothing-left')}</Empty>}
      {pack.round && <DayProgress shops={pack.shops} offered={pack.offered + written.length} held={written.filter(({ isHere }) => isHere).length} hasNext={next !== undefined} />}
      {next && (
        <NextCard stop={next} number={next.number} mark={drafts.has(next.merchant) ? <Mark state="new">{t('begun')}</Mark> : undefined}>
          <ButtonLink look="main" size="thumb" wide icon="player-play" to={`#shop/${next.merchant}`}>
            {t('visits:day.start')}
          </ButtonLink>
        </NextCard>
      )}
      {rest.length > 0 && (
        <Section>
          <SectionHead aside={<Num>{rest.length}</Num>}>{t('visits:day.order')}</SectionHead>
          <Sheet list label={t('visits:day.order')}>
            {rest.map((stop) => (
              <LineLink
                key={stop.merchant}
                to={`#shop/${stop.merchant}`}
                under={
                  <>
                    <Num>{stop.number}</Num>
                    {stop.asked && <> · {t('visits:day.asked')}</>}
                    {stop.wishedTime && (
                      <>
                        {' '}· {t('visits:day.wished')}: <Num>{stop.wishedTime}</Num>
                      </>
                    )}
                  </>
                }
                aside={drafts.has(stop.merchant) ? <Mark state="new">{t('begun')}</Mark> : undefined}
              >
                <ShopName names={stop.names} />
              </LineLink>
            ))}
          </Sheet>
        </Section>
      )}
      {pack.promises.length > 0 && (
        <Section>
          <SectionHead>{t('visits:day.promises')}</SectionHead>
          <Sheet list label={t('visits:day.promises')}>
            {pack.promises.map(({ id, names, words, dueOn, contest = null }) => (
              <Line key={id}>
                <span className="grow">
                  <b>
                    <ShopName names={names} />
                  </b>
                  {words && (
                    <bdi lang={words.language} dir="auto" style={{ display: 'block' }}>
                      {words.words}
                    </bdi>
                  )}
                  <small className="quiet">{formatDay(dueOn, { today: pack.today })}</small>
                  <ShopsWords contest={contest} />
                </span>
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
      {written.length > 0 && (
        <Section>
          <SectionHead aside={<Num>{written.length}</Num>}>{t('records')}</SectionHead>
          <Sheet list label={t('records')}>
            {written.map(({ merchant, names, number, isHere }) => (
              <Line key={merchant}>
                <div className="row">
                  <div className="grow">
                    <b>
                      <ShopName names={names} />
                    </b>
                    <p className="small quiet">
                      <Num>{number}</Num>
                    </p>
                  </div>
                  <Mark state={isHere ? 'pause' : 'ok'}>{t(isHere ? 'here' : 'arrived')}</Mark>
                </div>
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
      <div className="pad" style={{ marginBlockStart: 'var(--mh-space-6)' }}>
        <Buttons>
          <ButtonLink to={`/m/${pack.mall.slug}/visits/take`} external icon="refresh">
            {t('take-again')}
          </ButtonLink>
        </Buttons>
      </div>
    </>
  );
}

/** "12 of 12 sent", and what stands in the way, if anything does. */
export function SendState({ day: { state, sending, send } }: { day: LiveDay }) {
  const { t } = useTranslation(['offline-day', 'common']);
  const { formatNumber } = useFormats();
  const { kept, ticks } = state;
  const waiting = kept.filter((one) => one.state === 'waiting').length;
  const all = kept.length + ticks.length;
  const held = kept.filter((one) => one.state === 'held').length;
  const stuck = kept.length - waiting - held;
  if (all === 0) return sending === 'ended' ? <Strip tone="warn" icon="info-circle" title={t('ended')} live /> : null;
  const why = waiting > 0 && sending && sending !== 'done' ? t(`why.${sending}`) : undefined;
  return (
    <Strip
      tone={stuck > 0 ? 'warn' : waiting + held > 0 ? 'turn' : 'ok'}
      icon={waiting > 0 ? 'send' : stuck > 0 ? 'alert-triangle' : held > 0 ? 'clock' : 'cloud-check'}
      title={t('sent-of', { sent: ticks.length, all })}
      live
      action={
        waiting > 0 && sending !== 'going' && sending !== 'sign-in' ? (
          <Button type="button" size="desk" onClick={send}>
            {t('send-now')}
          </Button>
        ) : undefined
      }
    >
      {why && <p>{why}</p>}
      {stuck > 0 && <p>{t('stuck', { count: stuck })}</p>}
      {held > 0 && <p>{t('with-officer', { number: formatNumber(held) })}</p>}
      <p>
        {sending === 'sign-in' && (
          <>
            <a href="/sign-in?next=%2Fday">{t('sign-in')}</a>
            {' · '}
          </>
        )}
        <a href="#outbox">{t('see-records')}</a>
      </p>
    </Strip>
  );
}

function Age({ pack, day }: { pack: TakenPack; day: LiveDay }) {
  const { t } = useTranslation('offline-day');
  const { formatDuration, formatTime, formatDate, formatPercent } = useFormats();
  const now = Date.now();
  const { used, kept } = day.state.storage;
  const until = new Date(pack.server + PACK_LIFE);
  return (
    <div className="pad" style={{ paddingBlock: 'var(--mh-space-3)' }}>
      <p className="small quiet">
        {t('age', { time: formatTime(new Date(pack.server), pack.mall.zone), ago: formatDuration(Math.max(0, Math.round((now - pack.device) / MINUTE))) })}{' '}
        {t('until', { day: formatDate(until, { zone: pack.mall.zone, now: new Date(pack.server + now - pack.device) }), time: formatTime(until, pack.mall.zone, { withZone: true }) })}
      </p>
      {used !== null && used > TIGHT && <p className="small">{t('tight', { share: formatPercent(used) })}</p>}
      {!kept && <p className="small quiet">{t('may-be-cleared')}</p>}
      {pack.levels.length === 0 && pack.stops.some(({ at }) => at) && <p className="small quiet">{t('map-dropped')}</p>}
    </div>
  );
}

/** Nothing opens: never taken, over, or signed out. What waits to be sent is still there. */
function NoDay({ day }: { day: LiveDay }) {
  const { t } = useTranslation(['offline-day', 'common']);
  return (
    <>
      <TitleBar title={t('title')} />
      <SendState day={day} />
      <Section>
        <Empty
          title={day.state.db ? t('none') : t('no-storage')}
          action={
            <ButtonLink to="/" external look="main">
              {t('to-portal')}
            </ButtonLink>
          }
        >
          {t('none-hint')}
        </Empty>
      </Section>
      <span className={styles.levels} />
    </>
  );
}
