import { Form, useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { NumberSlip } from '#app/components/slip.tsx';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { beginRecovery } from './commands.server.ts';
import { RecoverSchema } from './schema.ts';

export const handle = { i18n: ['recovery', 'factors'], title: (t) => t('recovery:title') } satisfies PageHandle;

export const loader = openToAnyone(() => ({}));

export const action = openToAnyone(async ({ request, context, session, now }) =>
  submitForm(await request.formData(), RecoverSchema, async (asked) => {
    const signedInAs = session && session.device !== 'pending' ? session.account : null;
    return { ok: true as const, number: await beginRecovery(asked, { address: context.ip ?? '', signedInAs, now }) };
  }),
);

/** The password is forgotten: with the card, or with two people at the counter. Only the merchant types the new secret. */
export default function RecoverRoute() {
  const answer = useActionData<typeof action>();
  const errors = useFormErrors(answer, 'recovery');
  const { t } = useTranslation(['recovery', 'factors']);
  const begun = answer && 'number' in answer ? answer : null;
  const way = errors.valueOf('intent');
  const secret = (intent: 'card' | 'people') => {
    const errorOf = (name: string) => (way === intent ? errors.errorOf(name) : undefined);
    const idOf = (name: string) => (way === intent ? `f-${name}` : `f-${intent}-${name}`);
    return (
      <>
        <input type="hidden" name="intent" value={intent} />
        <Field id={idOf('username')} name="username" label={t('username')} error={errorOf('username')} defaultValue={way === intent ? errors.valueOf('username') : undefined} autoComplete="username" autoCapitalize="none" dir="ltr" />
        {intent === 'card' && <Field id={idOf('code')} name="code" label={t('card.code')} error={errorOf('code')} inputMode="numeric" autoComplete="off" dir="ltr" />}
        <Field id={idOf('fresh')} name="fresh" type="password" label={t('factors:password.fresh')} hint={t('factors:password.fresh-hint')} error={errorOf('fresh')} autoComplete="new-password" dir="ltr" />
        <Field id={idOf('again')} name="again" type="password" label={t('factors:password.again')} error={errorOf('again')} autoComplete="new-password" dir="ltr" />
      </>
    );
  };
  return (
    <main id="main">
      <BackBar to="/sign-in" title={t('title')} language />
      <PageTitle lead={begun ? undefined : t('lead')}>{t('title')}</PageTitle>
      {begun ? (
        <>
          {begun.number && <NumberSlip label={t('people.number')} number={begun.number} />}
          <p className="pad">{begun.number ? t('people.next') : t('card.next')}</p>
        </>
      ) : (
        <>
          <FormErrorSummary errors={errors} labels={{ username: t('username'), code: t('card.code'), fresh: t('factors:password.fresh'), again: t('factors:password.again') }} />
          <Section>
            <SectionHead under={t('card.hint')}>{t('card.title')}</SectionHead>
            <Form method="post" noValidate>
              <Fields>
                {secret('card')}
                <Button look="main" wide>{t('begin')}</Button>
              </Fields>
            </Form>
          </Section>
          <Section>
            <SectionHead under={t('people.hint')}>{t('people.title')}</SectionHead>
            <Form method="post" noValidate>
              <Fields>
                {secret('people')}
                <CheckboxLine name="lost" value="both" under={t('people.both-hint')}>{t('people.both')}</CheckboxLine>
                <Button wide>{t('begin')}</Button>
              </Fields>
            </Form>
          </Section>
        </>
      )}
    </main>
  );
}
