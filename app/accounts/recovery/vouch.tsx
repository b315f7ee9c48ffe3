import { useActionData } from '@remix-run/react';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Strip } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { signedIn } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { vouch } from './commands.server.ts';
import { findToVouch } from './queries.server.ts';
import { VouchSchema } from './schema.ts';

export const handle = { i18n: ['recovery'], title: (t) => t('recovery:vouch.title'), bar: 'own' } satisfies PageHandle;

export const loader = signedIn(() => ({}));

export const action = signedIn(async ({ request, actor, now }) =>
  submitForm(await request.formData(), VouchSchema, async ({ intent, number, seen }) => {
    if (intent === 'vouch' && seen !== 'on') throw new Refusal('recovery:refused.seen', 'seen');
    if (intent === 'vouch') return { ok: true as const, said: await vouch(actor, number, now), found: null, number };
    if ((await takePoint('recover', actor.account, now)) > 0) throw new Refusal('recovery:refused.number', 'number');
    const found = await findToVouch(actor, number, now);
    if (!found) throw new Refusal('recovery:refused.number', 'number');
    if (found.refused) throw new Refusal(`recovery:no.${found.refused}`);
    return { ok: true as const, said: null, found: { names: found.names, shops: found.shops, lost: found.lost }, number };
  }),
);

/** One of two people who say that it is she: only with her before their eyes, and never typing for her. */
export default function VouchRoute() {
  const answer = useActionData<typeof action>();
  const errors = useFormErrors(answer, 'recovery');
  const { t } = useTranslation('recovery');
  const language = useLanguage();
  const nameOf = (names: Parameters<typeof pickLocalized>[0]) => pickLocalized(names, language)?.text ?? '';
  const done = answer && 'found' in answer ? answer : null;
  const typed = done?.number ?? errors.valueOf('number');
  const asks = Boolean(done?.found) || errors.valueOf('intent') === 'vouch';
  return (
    <>
      <BackBar to="/me" title={t('vouch.title')} />
      <PageTitle lead={t('vouch.lead')}>{t('vouch.title')}</PageTitle>
      {done?.said && <Strip tone="ok" title={t(done.said === 'first' ? 'vouch.first' : 'vouch.second')} live />}
      {!done?.said && (
        <Form method="post" noValidate>
          <Fields>
            <FormErrorSummary errors={errors} labels={{ number: t('vouch.number'), seen: t('vouch.seen') }} />
            <input type="hidden" name="intent" value={asks ? 'vouch' : 'look'} />
            <Field name="number" label={t('vouch.number')} error={errors.errorOf('number')} defaultValue={typed} inputMode="numeric" autoComplete="off" dir="ltr" />
            {done?.found && (
              <p>
                <b><bdi>{nameOf(done.found.names)}</bdi></b>
                {done.found.shops.map((names, at) => (
                  <span key={at}> · <bdi>{nameOf(names)}</bdi></span>
                ))}
                {done.found.lost === 'both' && <><br />{t('vouch.both')}</>}
              </p>
            )}
            {asks && <CheckboxLine name="seen" id="f-seen">{t('vouch.seen')}</CheckboxLine>}
            <Button look="main" wide>{t(asks ? 'vouch.say' : 'vouch.look')}</Button>
          </Fields>
        </Form>
      )}
    </>
  );
}
