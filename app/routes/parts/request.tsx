import { useTranslation } from 'react-i18next';
import { Button, Buttons, IconLink } from '#app/components/button.tsx';
import { Facts } from '#app/components/facts.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Count, Line, LineFold, LineLink, Says, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { HolderChip, Person } from '#app/components/person.tsx';
import { PROGRAM_ICONS, PROGRAM_IDS } from '#app/components/programs.ts';
import { Quote, Said } from '#app/components/quote.tsx';
import { NumberSlip } from '#app/components/slip.tsx';
import { Stages } from '#app/components/stages.tsx';
import { Attachments } from '#app/components/talk.tsx';
import { BigLink, LinkGrid, Tiles } from '#app/components/tiles.tsx';
import { NextSteps, Timeline, TimelineEvent } from '#app/components/timeline.tsx';
import { Num } from '#app/components/num.tsx';
import { Icon } from '#app/components/icon.tsx';

const NUMBER = 'ZL-2026-0482173';
const STAGES = ['received', 'taken-on', 'in-progress', 'done', 'closed'] as const;

export function HomePieces() {
  const { t } = useTranslation(['parts', 'common', 'words']);
  return (
    <>
      <Section near>
        <SectionHead aside={<Count>1</Count>}>{t('section.waiting')}</SectionHead>
        <Sheet list>
          <Line>
            <div className="stack-2">
              <Mark state="turn" tint />
              <p className="strong">{t('request.question')}</p>
              <p className="small quiet"><Num>{NUMBER}</Num> · {t('request.when')}</p>
              <Buttons>
                <Button type="button" look="main" icon="check">{t('common:button.solved')}</Button>
                <Button type="button">{t('common:button.not-solved')}</Button>
              </Buttons>
            </div>
          </Line>
        </Sheet>
      </Section>
      <Section near>
        <BigLink to="/parts" icon="message-2-plus" under={t('state.empty-more')}>{t('common:button.new-request')}</BigLink>
        <Tiles
          tiles={[
            { key: 'requests', to: '/parts', icon: 'clipboard-list', label: t('common:nav.requests'), under: t('common:live.new', { count: 2 }) },
            { key: 'record', to: '/parts', icon: 'book-2', label: t('common:nav.my-record'), under: t('common:live.new', { count: 3 }) },
            { key: 'map', to: '/parts', icon: 'map-2', label: t('common:nav.map') },
          ]}
        />
      </Section>
      <Section>
        <SectionHead aside={t('figure.free')}>{t('section.ways')}</SectionHead>
        <LinkGrid tiles={PROGRAM_IDS.map((id) => ({ key: id, to: '/parts', icon: PROGRAM_ICONS[id], label: t(`words:program.${id}`) }))} />
      </Section>
      <Section>
        <Sheet list>
          <Line>
            <Person name={t('person')} line={t('role')} tone="us" actions={<IconLink to="tel:5550100" external icon="phone" lined label={t('common:button.call')} />} />
          </Line>
          <Says lead={<Patch number={9} hue={1} weave={2} size={28} silent />} under={<><Num>F1-067</Num> · {t('common:grid.named', { number: 9 })}</>} action={<a href="/parts">{t('common:button.change')}</a>}>
            <b className="strong"><bdi>{t('shop')}</bdi></b>
          </Says>
          <Says lead={<Icon name="eye" />} over={t('common:state.who-can-see')}>
            <b className="strong">{t('role')}</b>
          </Says>
        </Sheet>
      </Section>
    </>
  );
}

export function RequestPieces() {
  const { t } = useTranslation(['parts', 'common', 'words']);
  return (
    <>
      <Section>
        <SectionHead aside={<Num>{NUMBER}</Num>}>{t('section.request')}</SectionHead>
        <Sheet>
          <Line as="div"><Stages yours stages={STAGES.map((key, at) => ({ key, label: t(`words:stage.${key}`), state: at < 3 ? 'done' : at === 3 ? 'now' : 'next' }))} /></Line>
          <Line as="div"><Stages numbered stages={STAGES.map((key) => ({ key, label: t(`words:stage.${key}`), state: 'next' }))} /></Line>
          <Line as="div"><HolderChip you name={t('you')} line={t('request.look')} /></Line>
          <LineFold icon="users" title={t('request.watch')} aside={<Num>2</Num>}>
            <Person small name={t('person')} line={t('role')} tone="us" />
          </LineFold>
        </Sheet>
      </Section>
      <Section near>
        <Sheet>
          <Line as="div">
            <Timeline>
              <TimelineEvent icon="check" strong when={<>{t('request.when')} · <bdi>{t('person')}</bdi>, {t('words:role.assistant')}</>} more={<Attachments items={[{ key: 'a', href: '/parts', label: '1' }, { key: 'b', href: '/parts', label: '2' }]} />}>
                {t('request.done')}
              </TimelineEvent>
              <TimelineEvent icon="hand-stop" when={<>{t('request.when')} · <bdi>{t('person')}</bdi></>}>{t('words:stage.taken-on')}</TimelineEvent>
              <TimelineEvent icon="send" when={t('request.when')}>{t('request.title')}</TimelineEvent>
            </Timeline>
          </Line>
        </Sheet>
      </Section>
      <Section>
        <SectionHead>{t('section.talk')}</SectionHead>
        <Sheet>
          <Line as="div">
            <Said who={t('person')} role={t('words:role.assistant')} when={t('request.when')}>
              <Quote original={{ language: 'kk', text: 'Бөлшек ертең таңғы 11-де келеді. Сол кезде дүкенде боласыз ба?' }} translation={{ language: 'zh', text: '配件明早 11 点到，那会儿您在店里吗？', by: t('person') }} />
            </Said>
            <Said mine who={t('common:state.you')} when={t('request.when')}>
              <Quote original={{ language: 'ug', text: 'بار. سائەت 10 يېرىمدا ئاچىمەن.' }} />
            </Said>
          </Line>
          <LineLink as="div" to="/parts" icon="message-circle" aside={<Num>4</Num>}>{t('request.write')}</LineLink>
        </Sheet>
      </Section>
      <Section>
        <NumberSlip label={t('request.number')} number={NUMBER} codeLabel={t('request.code')} code="K7RM 4QDT" />
      </Section>
      <Section near>
        <NextSteps steps={[{ key: '1', text: t('request.next') }, { key: '2', text: t('request.silence'), under: t('clock.soon') }, { key: '3', text: t('request.closes') }]} />
      </Section>
      <Section near>
        <div className="pad">
          <Facts facts={[{ key: 'a', icon: 'hand-stop', text: t('figure.asked') }, { key: 'b', icon: 'clock', text: t('request.when') }]} />
        </div>
      </Section>
    </>
  );
}
