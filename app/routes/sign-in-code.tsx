import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CodeField, Fields } from '#app/components/field.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Aside } from '#app/components/states.tsx';
import { openToAnyone, type Visitor } from '#app/platform/authorise.server.ts';
import { demoCode } from '#app/accounts/factors/demo-code.server.ts';
import { getFactors } from '#app/accounts/factors/queries.server.ts';
import { PasskeyButton } from '#app/accounts/factors/passkey-button.tsx';
import { submitForm } from '#app/platform/form.server.ts';
import { safePath } from '#app/platform/paths.ts';
import { browserFamily, findSession, type OpenSession } from '#app/platform/sessions.server.ts';
import { cardPath } from '#app/accounts/recovery/commands.server.ts';
import { CodeSchema, confirmCode } from './sign-in.server.ts';
import styles from './sign-in.module.css';

export const handle = { i18n: ['sign-in', 'phones'], title: (t) => t('sign-in:code.title') } satisfies PageHandle;

/** The password was right a moment ago; whoever comes without that begins again. */
async function requireWaiting({ request, now }: Visitor): Promise<OpenSession> {
  const session = await findSession(request.headers.get('Cookie'), now);
  if (session?.device !== 'pending') throw redirect('/sign-in');
  return session;
}

export const loader = openToAnyone(async (visitor) => {
  const { account } = await requireWaiting(visitor);
  const { searchParams } = new URL(visitor.request.url);
  const { totp, passkeys, phone } = await getFactors(account);
  const start = { device: searchParams.get('device') ?? 'guest', next: safePath(searchParams.get('next')) };
  return { ...start, totp, phone, passkey: passkeys.length > 0, code: await demoCode(account, visitor.now) };
});

export const action = openToAnyone(async (visitor) => {
  const { request, context, now } = visitor;
  const waiting = await requireWaiting(visitor);
  return submitForm(await request.formData(), CodeSchema, async (input) => {
    const { cookie, known, card } = await confirmCode(waiting, input, { address: context.ip, browser: browserFamily(request.headers.get('User-Agent')), cookies: request.headers.get('Cookie'), now });
    return redirect(card ? cardPath(safePath(input.next)) : safePath(input.next), { headers: [['Set-Cookie', cookie], ['Set-Cookie', known]] });
  });
});

export default function SignInCodeRoute() {
  const { device, next, totp, phone, passkey, code } = useLoaderData<typeof loader>();
  const errors = useFormErrors(useActionData<typeof action>(), 'sign-in');
  const { t } = useTranslation('sign-in');
  return (
    <main id="main" className={styles.narrow}>
      <BackBar to="/sign-in" title={t('title')} language />
      <PageTitle lead={t(totp ? 'code.hint' : phone ? 'code.pin-hint' : 'code.passkey-hint')}>{t('code.title')}</PageTitle>
      <KeptForm>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ code: t('code.label') }} />
          <input type="hidden" name="device" value={device} />
          <input type="hidden" name="next" value={next} />
          <CodeField name="code" label={t(totp ? 'code.label' : phone ? 'code.pin' : 'code.paper')} hint={totp || phone ? t('code.or-paper') : undefined} error={errors.errorOf('code')} digits={20} autoComplete="one-time-code" defaultValue={code ?? undefined} />
          {code && (
            <Aside>
              {t('code.demo', { code })}
            </Aside>
          )}
          <Button look="main" size="thumb" wide>
            {t('code.submit')}
          </Button>
          {passkey && (
            <PasskeyButton purpose="second" fields={{ device, next }} wide>
              {t('passkey')}
            </PasskeyButton>
          )}
        </Fields>
      </KeptForm>
    </main>
  );
}
