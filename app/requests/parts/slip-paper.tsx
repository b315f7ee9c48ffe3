import { useTranslation } from 'react-i18next';
import { Buttons, ButtonLink } from '#app/components/button.tsx';
import { DefinitionList } from '#app/components/facts.tsx';
import { Num } from '#app/components/num.tsx';
import { BackBar, Dock, Narrow, PageTitle, Section } from '#app/components/page.tsx';
import { Paper } from '#app/components/paper.tsx';
import { NumberSlip } from '#app/components/slip.tsx';
import { directionOf, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { SlipButton } from '../slip-button.tsx';
import type { PartSlip } from './slip.server.ts';

/** Given to a partner who may know nothing of this house: what, where, until when, how to answer by phone and on paper. No name. */
export function PartSlipPaper({ slip, mall, at, now }: { slip: PartSlip; mall: string; at: string; now: Date }) {
  const { t } = useTranslation(['tasks', 'requests', 'common']);
  const { formatDateTime, zoneWord } = useFormats();
  const language = useLanguage();
  const { task, number, code, address, qr, until } = slip;
  const time = (date: Date) => `${formatDateTime(date, { zone: task.zone, now })} · ${zoneWord(task.zone, date)}`;
  const placeName = task.place?.names && pickLocalized(task.place.names, language)?.text;
  const facts = [
    task.what && { key: 'what', label: t('give.words'), value: <span lang={task.what.language} dir={directionOf(task.what.language)}>{task.what.words}</span> },
    task.place && { key: 'where', label: t('task.where'), value: <><Num>{task.place.number ?? task.place.level}</Num> {placeName && <bdi>{placeName}</bdi>}</> },
    task.clock.dueAt && { key: 'until', label: t('task.until'), value: time(task.clock.dueAt) },
    task.evidence && { key: 'shows', label: t('give.evidence'), value: t(`task.evidence-${task.evidence}`) },
    { key: 'how', label: t('slip.how'), value: t('slip.how-text', { address, time: time(until) }) },
    { key: 'tick', label: t('slip.tick'), value: t('slip.tick-text') },
  ];
  return (
    <Narrow>
      <BackBar to={at} title={t('slip.print')} language />
      <PageTitle lead={t('slip.lead')}>{t('slip.title')}</PageTitle>
      <Paper>
        <NumberSlip
          above={<bdi>{mall}</bdi>}
          label={t('requests:sent.number')}
          number={number}
          codeLabel={t('slip.code')}
          code={code}
          qr={
            <svg viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={t('slip.qr')} shapeRendering="crispEdges">
              <path d={qr.d} stroke="#000" />
            </svg>
          }
          below={<DefinitionList facts={facts.flatMap((fact) => fact || [])} />}
        />
      </Paper>
      <Section near>
        <div className="pad stack-2">
          <Buttons>
            <SlipButton copy={`${address} · ${number} · ${code}`} />
          </Buttons>
          <p className="small quiet">{t('slip.once')}</p>
        </div>
      </Section>
      <Dock>
        <ButtonLink look="main" size="thumb" wide to={at}>
          {t('slip.close')}
        </ButtonLink>
      </Dock>
    </Narrow>
  );
}
