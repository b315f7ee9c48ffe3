import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { DefinitionList, KeyFacts } from '#app/components/facts.tsx';
import { Num } from '#app/components/num.tsx';
import { BackBar, Dock, LineLink, Narrow, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { useProgramName } from '#app/components/program-name.ts';
import { Stages } from '#app/components/stages.tsx';
import { programsHere } from '#app/i18n/programs-here.server.ts';
import { useFormats } from '#app/i18n/react.ts';
import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { offersProgram } from '#app/platform/mall-settings.ts';
import { holds } from '#app/platform/permissions.ts';
import { publishedAnswers } from '#app/requests/closing/commands.server.ts';
import { solvedThisMonth } from './figures.server.ts';
import { findProgram } from './registry.ts';

export const handle = {
  i18n: ['services', 'programs', 'requests'],
  title: (t, data) => {
    const { id, ownName } = (data ?? {}) as { id?: 'labor'; ownName?: string };
    return ownName ?? (id ? t(`words:program.${id}`) : t('services:list.title'));
  },
  bar: 'own',
  tabs: false,
} satisfies PageHandle;

export const loader = authorised({ can: 'mall:read' }, async ({ request, params, actor, mall, now }) => {
  const program = findProgram(params.program);
  if (!program || !offersProgram(mall, program.id)) throw notFound();
  const general = program.kinds.find((kind) => kind.id === program.general) ?? program.kinds[0];
  const open = program.kinds.filter((kind) => !kind.confidential).map((kind) => kind.id);
  const first = Math.min(...program.kinds.map((kind) => kind.clocks['first-response']));
  return {
    id: program.id,
    ownName: programsHere(mall, request).names[program.id],
    firstResponse: first,
    way: [...(general?.way ?? [])],
    closes: general?.closes ?? 'requester',
    confidential: program.kinds.every((kind) => kind.confidential),
    kinds: program.kinds.map(({ id, confidential }) => ({ id, confidential })),
    answers: await publishedAnswers(mall._id, program.id),
    figures: await solvedThisMonth(mall._id, program.id, open, mall.zone, now),
    base: `/m/${mall.slug}`,
    mayAsk: holds(actor, 'requests:ask', mall._id),
  };
});

/** What a program is for, what it costs, how long it takes, how it goes, and what can be asked of it today. */
export default function ProgramRoute() {
  const { id, firstResponse, way, closes, confidential, kinds, answers, figures, base, mayAsk } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['services', 'programs', 'words', 'common', 'requests']);
  const { formatUnit } = useFormats();
  const nameOf = useProgramName();
  const facts = [
    { key: 'cost', label: t('page.costs'), value: t('page.nothing') },
    { key: 'first', label: t('page.first-response'), value: t('page.within', { duration: formatUnit(Math.ceil(firstResponse / 60), 'working-hour') }) },
    ...(answers ? [{ key: 'answers', label: t('page.answers'), value: t('page.answers-of', { answers: answers.answers, solved: answers.solved, well: answers.treatedWell, year: answers.year }) }] : []),
    ...(figures ? [{ key: 'done', label: t('page.solved-month'), value: <Num>{t('page.of', { solved: figures.solved, closed: figures.closed })}</Num> }] : []),
  ];
  return (
    <Narrow>
      <BackBar to={`${base}/programs`} title={nameOf(id)} />
      <PageTitle lead={t(`about.${id}`)}>{t(`headline.${id}`)}</PageTitle>
      <KeyFacts facts={facts} />
      {id === 'safety' && (
        <Section near>
          <Sheet list>
            <LineLink to={`${base}/emergency`} icon="phone">
              {t('page.emergency')}
            </LineLink>
          </Sheet>
        </Section>
      )}
      <Section>
        <SectionHead under={t(`page.closes.${closes}`)}>{t('page.how')}</SectionHead>
        <div className="pad">
          <Stages numbered stages={way.map((key) => ({ key, label: t(`words:stage.${key}`), state: 'next' }))} />
        </div>
      </Section>
      <Section>
        <SectionHead>{t('page.ask-for')}</SectionHead>
        <Sheet list>
          {kinds.map((kind) => {
            const [name, example] = [t(`programs:kind.${kind.id as 'borrow'}.name`), t(`programs:kind.${kind.id as 'borrow'}.example`)];
            return mayAsk ? (
              <LineLink key={kind.id} to={`${base}/ask?program=${id}&kind=${kind.id}`} icon={kind.confidential ? 'lock' : undefined} under={example}>
                {name}
              </LineLink>
            ) : (
              <li key={kind.id} className="pad">
                {name}
                <p className="quiet small">{example}</p>
              </li>
            );
          })}
        </Sheet>
      </Section>
      <Section>
        <div className="pad">
          <DefinitionList
            facts={[
              { key: 'who', label: t('page.who'), value: t(`who.${id}`) },
              { key: 'papers', label: t('page.papers'), value: t(`papers.${id}`) },
              { key: 'sees', label: t('common:state.who-can-see'), value: confidential ? t('page.sees-program') : t('page.sees-grid') },
            ]}
          />
        </div>
      </Section>
      {mayAsk && (
        <Dock>
          <ButtonLink look="main" size="thumb" wide to={`${base}/ask?program=${id}`} icon="plus">
            {t(`ask.${id}`)}
          </ButtonLink>
        </Dock>
      )}
    </Narrow>
  );
}
