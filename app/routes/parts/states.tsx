import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons, IconButton } from '#app/components/button.tsx';
import { Clock, Clocks } from '#app/components/clock.tsx';
import { LiveState } from '#app/components/live-state.tsx';
import { Mark, type MarkState } from '#app/components/mark.tsx';
import { Section, SectionHead, Sheet, Line } from '#app/components/page.tsx';
import { Aside, Bones, Empty, ErrorPanel, Strip } from '#app/components/states.tsx';

const MARKS: readonly MarkState[] = ['turn', 'new', 'work', 'ok', 'pause', 'warn', 'bad'];

export function MarksAndClocks() {
  const { t } = useTranslation(['parts', 'common', 'words']);
  const duration = <bdi className="num">{t('clock.duration')}</bdi>;
  const left = t('common:clock.left', { duration: t('clock.duration') });
  return (
    <>
      <Section>
        <SectionHead>{t('section.marks')}</SectionHead>
        <Sheet>
          <Line as="div">
            <p className="row" style={{ flexWrap: 'wrap' }}>
              {MARKS.map((state) => (
                <Mark key={state} state={state} tint />
              ))}
            </p>
            <p className="row" style={{ flexWrap: 'wrap', marginBlockStart: 12 }}>
              {MARKS.map((state) => (
                <Mark key={state} state={state} />
              ))}
            </p>
          </Line>
        </Sheet>
      </Section>
      <Section>
        <SectionHead aside={t('common:clock.working-time')}>{t('section.clocks')}</SectionHead>
        <Clocks>
          <Clock label={t('common:clock.first-response')} state="kept" used={0.3} left={t('common:clock.in-time')} note={t('common:clock.took', { used: t('clock.duration'), total: t('clock.total') })} />
          <Clock label={t('common:clock.next-update')} state="running" used={0.66} left={left} />
          <Clock label={t('common:clock.solution')} state="soon" used={0.88} left={left} note={t('clock.soon')} />
          <Clock label={t('common:clock.solution')} state="over" used={1.4} left={<>{t('common:clock.over', { duration: t('clock.duration') })}</>} />
          <Clock label={t('common:clock.solution')} state="paused" used={0.61} left={t('common:clock.paused-left', { duration: t('clock.duration') })} note={<>{t('clock.paused')} · {duration}</>} />
        </Clocks>
      </Section>
    </>
  );
}

export function LiveAndStates() {
  const { t } = useTranslation(['parts', 'common', 'words']);
  return (
    <>
      <Section>
        <SectionHead>{t('section.live')}</SectionHead>
        <div className="pad row" style={{ flexWrap: 'wrap' }}>
          <LiveState live={{ state: 'live' }} />
          <LiveState live={{ state: 'offline', waiting: 3 }} />
          <LiveState live={{ state: 'behind', behind: t('state.minutes') }} />
        </div>
      </Section>
      <Section near>
        <Strip tone="news" icon="device-mobile-down" title={t('state.sync')} live>
          {t('state.sync-more')}
        </Strip>
      </Section>
      <Section>
        <SectionHead>{t('section.buttons')}</SectionHead>
        <div className="pad stack-3">
          <div className="row" style={{ flexWrap: 'wrap' }}>
            <Button type="button" look="main">
              {t('common:button.save')}
            </Button>
            <Button type="button">{t('common:button.cancel')}</Button>
            <Button type="button" look="text">
              {t('common:button.look')}
            </Button>
            <Button type="button" look="danger">
              {t('common:button.erase')}
            </Button>
            <Button type="button" size="desk" icon="table-export">
              {t('common:button.download')}
            </Button>
            <IconButton type="button" icon="phone" label={t('common:button.call')} lined />
          </div>
          <Buttons>
            <Button type="button" look="main" size="thumb" icon="check">
              {t('common:button.solved')}
            </Button>
            <Button type="button" size="thumb">
              {t('common:button.not-solved')}
            </Button>
          </Buttons>
        </div>
      </Section>
      <Section>
        <SectionHead>{t('section.states')}</SectionHead>
        <div className="pad stack-4">
          <Empty
            title={t('state.empty')}
            action={
              <ButtonLink to="/parts" look="main">
                {t('common:button.new-request')}
              </ButtonLink>
            }
          >
            {t('state.empty-more')}
          </Empty>
          <Bones />
          <ErrorPanel
            title={t('state.photo')}
            actions={
              <>
                <Button type="button" look="main">
                  {t('common:button.add-photo')}
                </Button>
                <Button type="button">{t('state.without')}</Button>
              </>
            }
          >
            {t('state.photo-more')}
          </ErrorPanel>
          <Aside>{t('common:demo.banner')}</Aside>
        </div>
      </Section>
    </>
  );
}
