import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Buttons, ButtonLink } from '#app/components/button.tsx';
import { Clock } from '#app/components/clock.tsx';
import { Mark } from '#app/components/mark.tsx';
import { BackBar, Dock, Line, LineLink, Narrow, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Paper } from '#app/components/paper.tsx';
import { NextSteps } from '#app/components/timeline.tsx';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { getRequestDetail } from './detail.server.ts';
import { listNear, secondInstead } from './near.server.ts';
import { NearStep } from './near.tsx';
import { NowWith, useClockWords } from './now.tsx';
import { spokenCode } from './numbers.ts';
import { ReadAloud } from './read-aloud.tsx';
import { RequestSlip } from './request-slip.tsx';
import { SecondSchema } from './schema.ts';
import { recallCode } from './sent-cookie.server.ts';
import { minutesADay } from './working-time.ts';
import { SlipButton } from './slip-button.tsx';

export const handle = { i18n: ['requests', 'programs'], title: (t) => t('requests:sent.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'requests:ask' }, async ({ request, params, mall, actor, shared, now }) => {
  const number = String(params.number);
  const detail = await getRequestDetail(actor, mall, number, now);
  if (!detail.mine) throw notFound();
  const code = await recallCode(request.headers.get('Cookie'), actor.account, number);
  const { clocks, holding, grid, zone, confidential, stage, program, title, shop, place, happened } = detail;
  // What is confidential asks again on a shared phone: the slip then says number and code only.
  const shut = shared && confidential;
  const slip = {
    number,
    code: code && spokenCode(code),
    mall: mall.name,
    title: shut ? null : title,
    program: shut || program === 'unsorted' ? null : program,
    place: shop && !shut ? { names: shop.names, number: shop.unit } : place && { names: place.names, number: place.number },
    askedAt: happened[0]?.at ?? now,
    holding,
    grid,
    dueAt: clocks[0]?.dueAt ?? null,
    zone,
    now,
  };
  return { near: await listNear(mall._id, number), slip, clock: clocks[0] ?? null, confidential, stage, named: detail.named !== null, minutesADay: minutesADay(mall, dayIn(now, mall.zone)), base: `/m/${mall.slug}` };
});

/** "Me too" of another one: her own is withdrawn, and its page says which one stands for it. */
export const action = authorised({ can: 'requests:ask' }, async ({ request, params, mall, actor, now }) =>
  submitForm(await request.formData(), SecondSchema, async ({ other }) => {
    await secondInstead({ mall, actor, now }, String(params.number), other);
    return redirect(`/m/${mall.slug}/requests/${String(params.number)}`);
  }),
);

/** What was sent, its number and code, who has it, by when, and what happens next. */
export default function SentRoute() {
  const { near, slip, clock, confidential, named, minutesADay: day, base } = useLoaderData<typeof loader>();
  const { number, code, holding, grid, zone, now } = slip;
  const language = useLanguage();
  const { t } = useTranslation(['requests', 'common', 'words']);
  const { formatDateTime, zoneWord } = useFormats();
  const words = useClockWords(day);
  const at = `${base}/requests/${number}`;
  const steps = named ? (['named', 'told', 'yes'] as const) : confidential ? (['program', 'told', 'yes'] as const) : grid ? (['grid', 'silence', 'yes'] as const) : (['program', 'silence', 'yes'] as const);
  return (
    <Narrow>
      <BackBar to={base} title={t('sent.title')} language />
      <PageTitle above={<Mark state="ok" tint>{t('words:stage.received')}</Mark>}>{t('sent.arrived')}</PageTitle>
      <Paper>
        <RequestSlip {...slip} />
      </Paper>
      <Section near>
        <div className="pad stack-2">
          <Buttons>
            <ReadAloud language={language} text={[t('sent.spoken'), number.split('').join(' '), code ? `${t('sent.code')} ${code.split('').join(' ')}` : ''].join('. ')} />
            <SlipButton copy={code ? `${number} · ${code}` : number} />
          </Buttons>
          {code && <p className="small quiet">{t('sent.code-once')}</p>}
        </div>
      </Section>
      <NearStep near={near} zone={zone} now={now} />
      <Section>
        <Sheet>
          <Line as="div">
            <div className="stack-3">
              <NowWith holding={holding} grid={grid} />
              {clock && (
                <Clock
                  as="div"
                  label={t(`common:clock.${clock.name}`)}
                  state="running"
                  used={clock.usedMinutes / clock.limitMinutes}
                  left={clock.dueAt ? t('sent.by', { time: formatDateTime(clock.dueAt, { zone, now }) }) : words(clock).left}
                  note={`${words(clock).left} · ${zoneWord(zone, now)}`}
                />
              )}
            </div>
          </Line>
        </Sheet>
      </Section>
      <Section>
        <SectionHead>{t('sent.next')}</SectionHead>
        <Sheet>
          <NextSteps steps={steps.map((key) => ({ key, text: t(`sent.step.${key}`), under: t(`sent.under.${key}`) }))} />
        </Sheet>
      </Section>
      <Section>
        <Sheet list>
          <LineLink to={`${at}#say`} icon="message-circle">
            {t('sent.add')}
          </LineLink>
          <LineLink to={`${at}#more`} icon="eraser">
            {t('sent.withdraw')}
          </LineLink>
        </Sheet>
      </Section>
      <Dock>
        <Buttons>
          <ButtonLink look="main" size="thumb" to={at} icon="clipboard-list">
            {t('sent.follow')}
          </ButtonLink>
          <ButtonLink size="thumb" to={base}>
            {t('common:nav.home')}
          </ButtonLink>
        </Buttons>
      </Dock>
    </Narrow>
  );
}
