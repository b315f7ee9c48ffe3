import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CodeField, Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { signedIn } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { safePath } from '#app/platform/paths.ts';
import { browserFamily } from '#app/platform/sessions.server.ts';
import { listPhones } from './queries.server.ts';
import { UnlockSchema } from './schema.ts';
import { unlock } from './unlock.server.ts';

export const handle = { i18n: ['phones'], title: (t) => t('phones:unlock.title'), bar: 'own' } satisfies PageHandle;

export const loader = signedIn(async ({ request, actor, now }) => {
  const { searchParams } = new URL(request.url);
  const pin = (await listPhones(actor.account, request.headers.get('Cookie'), now)).some(({ here }) => here);
  return { pin, what: (searchParams.get('what') ?? 'record').slice(0, 60), next: safePath(searchParams.get('next'), '/me') };
});

export const action = signedIn(async ({ request, session, now }) =>
  submitForm(await request.formData(), UnlockSchema, async ({ next, ...shown }) => {
    const cookie = await unlock(session, shown, { cookies: request.headers.get('Cookie'), browser: browserFamily(request.headers.get('User-Agent')), now });
    return redirect(safePath(next, '/me'), { headers: { 'Set-Cookie': cookie } });
  }),
);

/** Several people use this phone: what is one person's alone is asked for each time. */
export default function UnlockRoute() {
  const { pin, what, next } = useLoaderData<typeof loader>();
  const errors = useFormErrors(useActionData<typeof action>(), 'phones');
  const { t } = useTranslation('phones');
  return (
    <>
      <BackBar to="/" title={t('unlock.title')} />
      <PageTitle lead={t('unlock.lead')}>{t('unlock.title')}</PageTitle>
      <KeptForm>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ pin: t('pin'), password: t('unlock.password') }} />
          <input type="hidden" name="what" value={what} />
          <input type="hidden" name="next" value={next} />
          {pin ? (
            <CodeField name="pin" label={t('pin')} error={errors.errorOf('pin')} secret autoComplete="off" />
          ) : (
            <Field name="password" type="password" label={t('unlock.password')} error={errors.errorOf('password')} autoComplete="current-password" dir="ltr" />
          )}
          <Button look="main" size="thumb" wide>
            {t('unlock.submit')}
          </Button>
        </Fields>
      </KeptForm>
    </>
  );
}
