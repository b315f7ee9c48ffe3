import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Aside } from '#app/components/states.tsx';
import { atTheDoor } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { safePath } from '#app/platform/paths.ts';
import { browserFamily } from '#app/platform/sessions.server.ts';
import { PasskeyButton } from '../factors/passkey-button.tsx';
import { demoCode } from '../factors/demo-code.server.ts';
import { getFactors } from '../factors/queries.server.ts';
import { ConfirmSchema } from '../factors/schema.ts';
import { showAgain } from './prove.server.ts';

export const handle = { i18n: ['factors', 'phones'], title: (t) => t('factors:confirm.title'), bar: 'own' } satisfies PageHandle;

export const loader = atTheDoor(async ({ request, actor, now }) => {
  const { totp, passkeys, codesLeft, phone } = await getFactors(actor.account);
  const next = safePath(new URL(request.url).searchParams.get('next'), '/me');
  return { next, code: totp || phone || codesLeft > 0, phone, passkey: passkeys.length > 0, demo: await demoCode(actor.account, now) };
});

export const action = atTheDoor(async ({ request, session, now }) =>
  submitForm(await request.formData(), ConfirmSchema, async ({ password, code, answer, next }) => {
    const cookie = await showAgain(session, { password, code, answer: answer || undefined, cookies: request.headers.get('Cookie') }, browserFamily(request.headers.get('User-Agent')), now);
    return redirect(safePath(next, '/me'), { headers: { 'Set-Cookie': cookie } });
  }),
);

/** Before anything that could lock her out or let somebody else in: is it still she? */
export default function ConfirmRoute() {
  const { next, code, phone, passkey, demo } = useLoaderData<typeof loader>();
  const errors = useFormErrors(useActionData<typeof action>(), 'factors');
  const { t } = useTranslation('factors');
  return (
    <>
      <BackBar to="/me" title={t('confirm.title')} />
      <PageTitle lead={t('confirm.lead')}>{t('confirm.title')}</PageTitle>
      <KeptForm>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ password: t('confirm.password'), code: t('confirm.code') }} />
          <input type="hidden" name="next" value={next} />
          <Field name="password" type="password" label={t('confirm.password')} error={errors.errorOf('password')} autoComplete="current-password" dir="ltr" />
          {code && <Field name="code" label={t('confirm.code')} hint={t(phone ? 'confirm.pin-hint' : 'confirm.code-hint')} error={errors.errorOf('code')} inputMode="numeric" autoComplete="one-time-code" maxLength={20} dir="ltr" defaultValue={demo ?? undefined} />}
          {demo && <Aside>{t('demo', { code: demo })}</Aside>}
          <Button look="main" size="thumb" wide>
            {t('confirm.submit')}
          </Button>
          {passkey && (
            <PasskeyButton purpose="confirm" fields={{ next }} wide>
              {t('confirm.passkey')}
            </PasskeyButton>
          )}
        </Fields>
      </KeptForm>
    </>
  );
}
