import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { DefinitionList } from '#app/components/facts.tsx';
import { FoldedAct } from '#app/components/folded-act.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { CONTENT_LANGUAGES, directionOf, OWN_NAMES, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { passProposal, withdrawProposal } from './commands.server.ts';
import { canWithdraw, whyNotPass } from './policy.ts';
import { getProposal } from './queries.server.ts';
import { DecideSchema } from './schema.ts';
import { DifferenceLine } from './difference-line.tsx';
import { InHerLanguage } from './in-her-language.tsx';

export const handle = { i18n: ['questions'], title: (t) => t('questions:proposal.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, params, actor, now }) => {
  const { by, byId, ...proposal } = await getProposal(mall._id, String(params.proposal));
  const open = proposal.state === 'shown';
  const may = { pass: open && now >= proposal.passableFrom && whyNotPass(actor, mall._id, { by: byId }) === null, withdraw: open && canWithdraw(actor, mall._id, { by: byId }) };
  return { base: `/m/${mall.slug}/manage/questions`, zone: mall.zone, now, proposal, by, may };
});

export const action = authorised({ can: 'mall:manage' }, async ({ request, mall, actor, params, now }) => {
  const id = String(params.proposal);
  await getProposal(mall._id, id);
  return submitForm(await request.formData(), DecideSchema, async ({ intent, version }) => {
    await { pass: passProposal, withdraw: withdrawProposal }[intent]({ mall, actor, now }, id, version);
    return redirect(`/m/${mall.slug}/manage/questions/${id}`);
  });
});

const MARKS = { shown: 'new', passed: 'ok', withdrawn: 'pause' } as const;

/** A proposed change in all languages, and what may be done with it. */
export default function ProposalRoute() {
  const { base, zone, now, proposal, by, may } = useLoaderData<typeof loader>();
  const { t } = useTranslation('questions');
  const { formatDateTime } = useFormats();
  const language = useLanguage();
  const errors = useFormErrors(useActionData<typeof action>(), 'questions');
  const { state, about, words, why, before, version, kind } = proposal;
  const facts = [
    { key: 'state', label: t(`kind.${kind}`), value: <Mark state={MARKS[state]}>{t(`proposal.state.${state}`)}</Mark> },
    { key: 'about', label: t('new.about'), value: t(`about.${about}`) },
    { key: 'why', label: t('new.why'), value: <InHerLanguage words={why} /> },
    { key: 'shown', label: t('proposal.shown'), value: <>{formatDateTime(proposal.shownAt, { zone, now })} · <bdi>{by && pickLocalized(by, language)?.text}</bdi></> },
    ...(state === 'shown' ? [{ key: 'earliest', label: t('proposal.earliest'), value: formatDateTime(proposal.passableFrom, { zone, now }) }] : []),
  ];
  return (
    <>
      <BackBar to={base} title={t('proposal.title')} />
      <PageTitle>
        <InHerLanguage words={words} />
      </PageTitle>
      <FormErrorSummary errors={errors} labels={{}} />
      <Section near>
        <div className="pad">
          <DefinitionList facts={facts} />
        </div>
      </Section>
      {before && state === 'shown' && (
        <Section near>
          <Sheet>
            <Line as="div">
              <DifferenceLine difference={{ kind: 'reworded', id: before.id, before, now: { id: before.id, about, words } }} />
            </Line>
          </Sheet>
        </Section>
      )}
      <Section near>
        <SectionHead>{t('new.words')}</SectionHead>
        <Sheet list>
          {CONTENT_LANGUAGES.map((one) => (
            <Line key={one}>
              <div className="stack-2">
                <p className="small quiet">
                  <bdi lang={one}>{OWN_NAMES[one]}</bdi>
                </p>
                <p lang={one} dir={directionOf(one)}>
                  {words[one]}
                </p>
              </div>
            </Line>
          ))}
        </Sheet>
      </Section>
      {(may.pass || may.withdraw) && (
        <Section>
          <Sheet>
            {may.pass && <FoldedAct icon="check" title={t('proposal.pass')} note={t('proposal.pass-note')} intent="pass" version={version} />}
            {may.withdraw && <FoldedAct icon="x" title={t('proposal.withdraw')} note={t('proposal.withdraw-note')} intent="withdraw" version={version} />}
          </Sheet>
        </Section>
      )}
    </>
  );
}
