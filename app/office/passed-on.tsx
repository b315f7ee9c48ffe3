import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Clock, Clocks } from '#app/components/clock.tsx';
import { Num } from '#app/components/num.tsx';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Quote, Said } from '#app/components/quote.tsx';
import { Aside } from '#app/components/states.tsx';
import { contentLanguageOf } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { atOffice } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { AnswerForms } from './answer-forms.tsx';
import { actOnPassedOn } from './commands.server.ts';
import styles from './desk.module.css';
import { getPassedOnCase, viewOfPassedOn } from './passed-on.server.ts';
import { OfficeClockMark } from './office-clock.tsx';
import { PassedOnActSchema } from './schema.ts';

export const handle = { i18n: ['office', 'requests'], title: (t) => t('office:request.title'), bar: 'own' } satisfies PageHandle;

export const loader = atOffice(async ({ params, office, actor, now }) => {
  const opened = await getPassedOnCase(actor, office, String(params.number), now);
  const { mall, found } = opened;
  await recordLook({ mall: mall._id, subject: `account:${found.state.requester}`, viewer: actor.account, role: 'official', purpose: 'passed-on', day: dayIn(now, mall.zone), now });
  return { request: await viewOfPassedOn(office, opened, now), base: `/office/${office}`, mall: mall.slug, now };
});

export const action = atOffice(async ({ request, params, office, actor, now }) => {
  const number = String(params.number);
  const { mall } = await getPassedOnCase(actor, office, number, now);
  return submitForm(await request.formData(), PassedOnActSchema, async (input) => {
    await actOnPassedOn({ actor, mall, now }, number, input);
    return redirect(input.act === 'hand-back' ? `/office/${office}` : `/office/${office}/requests/${number}`);
  });
});

/** Exactly what the requester agreed to pass on, and what the office can do with it. */
export default function PassedOnRoute() {
  const { request, base, mall, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation(['office', 'common', 'words']);
  const { formatDateTime, formatDuration } = useFormats();
  const language = useLanguage();
  const { number, clock, zone, photos, thread } = request;
  const when = (date: Date) => formatDateTime(date, { zone, now });
  return (
    <>
      <BackBar to={`${base}?mall=${mall}`} title={<Num>{number}</Num>} />
      <PageTitle above={<OfficeClockMark clock={clock} stage={request.stage} />} lead={t('request.given-note', { when: when(request.passedAt) })}>
        {t('request.title')}
      </PageTitle>
      <Aside tone="news">{t('request.seen')}</Aside>
      <Section near>
        <SectionHead>{t('request.given')}</SectionHead>
        <Sheet>
          <Line as="div">
            <p className="small quiet">{t('request.purpose')}</p>
            <p>{t(`purpose.${request.purpose}`)}</p>
          </Line>
          <Line as="div">
            <p className="small quiet">{t('request.words')}</p>
            {request.words ? <Quote original={request.words} /> : <p className="quiet">{t('passed.no-words')}</p>}
          </Line>
          {photos.length > 0 && (
            <Line as="div">
              <p className="small quiet">{t('request.photos')}</p>
              <ul className={styles.photos}>
                {photos.map(({ id, kind, width, height }, at) => (
                  <li key={id}>
                    {kind === 'image' ? (
                      <img src={`${base}/requests/${number}/files/${id}`} alt={t('request.photo', { number: at + 1 })} width={width} height={height} loading="lazy" />
                    ) : (
                      <audio controls preload="none" src={`${base}/requests/${number}/files/${id}`} />
                    )}
                  </li>
                ))}
              </ul>
            </Line>
          )}
          {thread.length > 0 && (
            <Line as="div">
              <p className="small quiet">{t('request.thread')}</p>
              {thread.map(({ id, at, role, text, language: written }) => (
                <Said key={id} who={t(`words:role.${role as 'requester'}`)} when={when(at)} mine={role === 'official'}>
                  <Quote original={{ text, language: written }} />
                </Said>
              ))}
            </Line>
          )}
        </Sheet>
      </Section>
      {clock && (
        <Section near>
          <Clocks>
            <Clock
              label={t('request.clock')}
              state={clock.state}
              used={clock.used}
              left={clock.overMinutes > 0 ? t('common:clock.over', { duration: formatDuration(clock.overMinutes) }) : t('common:clock.left', { duration: formatDuration(clock.leftMinutes) })}
              note={t('common:clock.working-time')}
            />
          </Clocks>
        </Section>
      )}
      {request.stage === 'passed-on' ? (
        <AnswerForms takenOn={request.takenOn} turn={request.turn} language={contentLanguageOf(language)} answer={answer} />
      ) : (
        <Section near>
          <p className={styles.say}>{request.stage === 'done' ? t('request.answered') : t('request.over')}</p>
        </Section>
      )}
    </>
  );
}
