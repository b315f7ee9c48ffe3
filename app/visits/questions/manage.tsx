import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink, Buttons } from '#app/components/button.tsx';
import { Mark } from '#app/components/mark.tsx';
import { BackBar, Line, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty } from '#app/components/states.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { QuestionLines } from './lines.tsx';
import { readQuestions } from './queries.server.ts';
import { InHerLanguage } from './in-her-language.tsx';

export const handle = { i18n: ['questions'], title: (t) => t('questions:manage.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, now }) => {
  const { today, inForce, proposals } = await readQuestions(mall, now, { compare: {}, withNames: false });
  const lines = proposals.map(({ id, kind, words, passableFrom }) => ({ id, kind, words, from: dayIn(passableFrom, mall.zone) }));
  return { base: `/m/${mall.slug}`, today, inForce, proposals: lines };
});

/** What a visit may ask now, and what waits for the council. */
export default function ManageQuestionsRoute() {
  const { base, today, inForce, proposals } = useLoaderData<typeof loader>();
  const { t } = useTranslation('questions');
  const { formatDay } = useFormats();
  const change = (kind: string, id: string) => `${base}/manage/questions/new?kind=${kind}&question=${id}`;
  return (
    <>
      <BackBar to={`${base}/manage`} title={t('manage.title')} />
      <PageTitle lead={t('manage.lead')}>{t('manage.title')}</PageTitle>
      <div className="pad">
        <ButtonLink to={`${base}/manage/questions/new`} icon="plus">
          {t('manage.propose')}
        </ButtonLink>
      </div>
      <Section near>
        <SectionHead>{t('shown.title')}</SectionHead>
        <Sheet list>
          {proposals.length === 0 && <Line>{t('manage.none-shown')}</Line>}
          {proposals.map(({ id, kind, words, from }) => (
            <LineLink key={id} to={`${base}/manage/questions/${id}`} under={`${t('proposal.earliest')}: ${formatDay(from, { today })}`} aside={<Mark state="new" small>{t(`kind.${kind}`)}</Mark>}>
              <b>
                <InHerLanguage words={words} />
              </b>
            </LineLink>
          ))}
        </Sheet>
      </Section>
      <Section near>
        {inForce && inForce.questions.length > 0 ? (
          <>
            <SectionHead under={t('list.since', { version: inForce.version, day: formatDay(inForce.from, { today }) })}>{t('list.in-force')}</SectionHead>
            <QuestionLines
              questions={inForce.questions}
              acts={({ id }) => (
                <Buttons>
                  <ButtonLink look="text" to={change('reword', id)}>
                    {t('manage.reword')}
                  </ButtonLink>
                  <ButtonLink look="text" to={change('remove', id)}>
                    {t('manage.remove')}
                  </ButtonLink>
                </Buttons>
              )}
            />
          </>
        ) : (
          <Empty title={t('list.none')}>{t('list.none-text')}</Empty>
        )}
      </Section>
      <Section near>
        <Sheet>
          <LineLink as="div" to={`${base}/visit-questions`} icon="eye">
            {t('manage.public')}
          </LineLink>
        </Sheet>
      </Section>
    </>
  );
}
