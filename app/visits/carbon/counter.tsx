import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons } from '#app/components/button.tsx';
import { NumberSlip } from '#app/components/slip.tsx';
import { useProgramName } from '#app/components/program-name.ts';
import { Field, Fields, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { isRefusal, useFormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { contentLanguageOf, isLanguage } from '#app/i18n/languages.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { LIMITS } from '../form-limits.ts';
import { CarbonPaper } from './carbon-paper.tsx';
import { answerByCarbon, requestByCarbon } from './commands.server.ts';
import type { CarbonView } from './queries.server.ts';
import { CarbonSchema } from './schema.ts';

export const handle = { i18n: ['visits'], title: (t) => t('visits:carbon.counter'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'visits:record' }, async ({ mall }) => ({ mall: mall.name, back: `/m/${mall.slug}/visits` }));

export const action = authorised({ can: 'visits:record' }, async ({ request, mall, actor, now, known }) => {
  const form = await request.formData();
  const language = contentLanguageOf(detectLanguage(request, { account: known.language, offered: mall.languages.filter(isLanguage) }));
  const doing = { mall, actor, now };
  // One button says one thing: which need.
  if (form.has('need') && !form.has('intent')) form.set('intent', 'request');
  return submitForm(form, CarbonSchema, async ({ intent, ...input }) => {
    const typed = { number: input.number, code: input.code };
    if (intent === 'request') return { ...typed, ...(await requestByCarbon(doing, input)) };
    return { ...typed, carbon: await answerByCarbon(doing, { intent, ...input }, language), request: null };
  });
});

const MARKS = { none: 'new', confirmed: 'ok', corrected: 'warn', contested: 'warn' } as const;

/** A merchant without a phone holds her paper copy: number and code show what was written, and what she says to it is recorded. */
export default function CarbonCounterRoute() {
  const { mall, back } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation(['visits', 'common']);
  const errors = useFormErrors(answer, 'visits');
  const shown = answer && !isRefusal(answer) ? answer : null;
  // Never sent back with a refusal: the code is on the paper.
  const number = shown?.number ?? errors.valueOf('number') ?? '';
  return (
    <>
      <BackBar to={back} title={t('carbon.counter')} />
      <PageTitle lead={t('carbon.counter-lead')}>{t('carbon.counter')}</PageTitle>
      <Form method="post" noValidate>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ number: t('carbon.number'), code: t('carbon.code'), words: t('carbon.words') }} />
          <Field key={`n${number}`} name="number" label={t('carbon.number')} error={errors.errorOf('number')} defaultValue={number} inputMode="numeric" autoComplete="off" dir="ltr" />
          <Field key={`c${shown?.code}`} name="code" label={t('carbon.code')} error={errors.errorOf('code')} defaultValue={shown?.code} autoComplete="off" autoCapitalize="characters" dir="ltr" />
          <Button name="intent" value="show" look={shown ? 'plain' : 'main'}>
            {t('carbon.show')}
          </Button>
          {shown && (
            <>
              <Mark state={MARKS[shown.carbon.answer]}>{t(`answer.${shown.carbon.answer}`)}</Mark>
              <CarbonPaper carbon={shown.carbon} mall={mall} />
              {shown.request && <Asked request={shown.request} />}
            </>
          )}
          {shown && <DraftNeeds carbon={shown.carbon} />}
          {(shown || errors.refusal) && (
            <>
              <p className="small quiet">{t('carbon.read-aloud')}</p>
              <TextArea name="words" label={t('carbon.words')} hint={t('carbon.words-hint')} maxLength={LIMITS.contest} defaultValue={errors.valueOf('words')} error={errors.errorOf('words')} optional />
              <Buttons>
                <Button name="intent" value="confirm" look="main" icon="check">
                  {t('carbon.confirm')}
                </Button>
                <Button name="intent" value="correct">{t('common:button.correct')}</Button>
                <Button name="intent" value="contest">{t('common:button.contest')}</Button>
              </Buttons>
            </>
          )}
        </Fields>
      </Form>
    </>
  );
}

/** Number and code of what became of a need: both go on the shop's copy. */
function Asked({ request: { number, code } }: { request: { number: string; code: string } }) {
  const { t } = useTranslation('visits');
  return (
    <section aria-live="polite" className="stack-2">
      <Mark state="ok">{t('carbon.asked')}</Mark>
      <NumberSlip label={t('carbon.request-number')} number={number} codeLabel={t('carbon.request-code')} code={code} />
      <p className="small">{t('carbon.asked-how')}</p>
    </section>
  );
}

/** What the shop may ask for now: its own act, need by need. */
function DraftNeeds({ carbon }: { carbon: CarbonView }) {
  const { t } = useTranslation('visits');
  const nameOf = useProgramName();
  const drafts = carbon.needs.filter(({ state, said }) => state === 'draft' && said);
  if (drafts.length === 0) return null;
  return (
    <fieldset className="stack-2">
      <legend>{t('carbon.needs')}</legend>
      <p className="small quiet">{t('carbon.needs-hint')}</p>
      {drafts.map(({ id, program, said }) => (
        <div key={id} className="row">
          <span className="grow">
            <b>{nameOf(program)}</b>
            <br />
            <bdi lang={said?.language}>{said?.words}</bdi>
          </span>
          <Button name="need" value={id} size="desk">
            {t('carbon.ask')}
          </Button>
        </div>
      ))}
    </fieldset>
  );
}
