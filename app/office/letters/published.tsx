import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink, Buttons } from '#app/components/button.tsx';
import { Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { numbered, Paging } from '#app/components/paging.tsx';
import { Quote } from '#app/components/quote.tsx';
import { Empty } from '#app/components/states.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { getRosterMall } from '#app/mall/roles/public-mall.server.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { holds } from '#app/platform/permissions.ts';
import { AnswerWords, SignedBy } from './letter-words.tsx';
import { addresseesOf, listPublished } from './queries.server.ts';

export const handle = { i18n: ['letters'], title: (t) => t('letters:public.title') } satisfies PageHandle;

export const loader = openToAnyone(async (visitor) => {
  const { mall, reader } = await getRosterMall(visitor);
  const { request, now } = visitor;
  const page = Math.min(500, Math.max(1, Number.parseInt(new URL(request.url).searchParams.get('page') ?? '1', 10) || 1));
  const mayAsk = reader.actor !== null && holds(reader.actor, 'requests:ask', mall._id);
  return { ...(await listPublished(mall, detectLanguage(request), page)), ...(await addresseesOf(mall)), base: `/m/${mall.slug}`, mayAsk, today: dayIn(now, mall.zone) };
});

/** For everybody: what was asked openly, and what was answered. */
export default function PublishedLettersRoute() {
  const { rows, page, pages, office, base, mayAsk, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation('letters');
  const { formatDay } = useFormats();
  const language = useLanguage();
  const officeName = office && pickLocalized(office, language)?.text;
  return (
    <>
      <PageTitle lead={t('public.lead')}>{t('public.title')}</PageTitle>
      {mayAsk && (
        <div className="pad">
          <Buttons>
            <ButtonLink look="main" icon="message-2-plus" to={`${base}/letters/new`}>
              {t('ask.button')}
            </ButtonLink>
            <ButtonLink to={`${base}/letters`}>{t('mine.title')}</ButtonLink>
          </Buttons>
        </div>
      )}
      <Section near>
        <SectionHead>{t('public.answered')}</SectionHead>
        {rows.length === 0 ? (
          <Empty title={t('public.empty')}>{t('public.empty-text')}</Empty>
        ) : (
          <Sheet list>
            {rows.map(({ id, question, answer, signature, toCouncil, answeredOn }) => (
              <Line key={id}>
                <div className="stack-2">
                  <p className="small quiet">
                    <SignedBy signature={signature} />
                  </p>
                  <div className="strong">
                    <Quote original={question} />
                  </div>
                  <p className="small quiet">
                    <bdi>{toCouncil || !officeName ? t(toCouncil ? 'to.council' : 'to.office') : officeName}</bdi> · {formatDay(answeredOn, { today })}
                  </p>
                  <AnswerWords words={answer} />
                </div>
              </Line>
            ))}
          </Sheet>
        )}
        <Paging {...numbered({ page, pages }, (at) => `?page=${at}`)} where={{ page, pages }} />
      </Section>
    </>
  );
}
