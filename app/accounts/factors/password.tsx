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
import { Strip } from '#app/components/states.tsx';
import { requireFresh, signedIn } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { browserFamily } from '#app/platform/sessions.server.ts';
import { changePassword } from './password.server.ts';
import { PasswordSchema } from './schema.ts';

export const handle = { i18n: ['factors'], title: (t) => t('factors:password.title'), bar: 'own' } satisfies PageHandle;

export const loader = signedIn((context) => {
  requireFresh(context);
  return { saved: new URL(context.request.url).searchParams.has('saved') };
});

export const action = signedIn(async (context) => {
  requireFresh(context);
  const { request, session, now } = context;
  return submitForm(await request.formData(), PasswordSchema, async (typed) => {
    const cookie = await changePassword(session, typed, browserFamily(request.headers.get('User-Agent')), now);
    return redirect('/me/password?saved', { headers: { 'Set-Cookie': cookie } });
  });
});

export default function PasswordRoute() {
  const { saved } = useLoaderData<typeof loader>();
  const errors = useFormErrors(useActionData<typeof action>(), 'factors');
  const { t } = useTranslation('factors');
  return (
    <>
      <BackBar to="/me" title={t('password.title')} />
      <PageTitle lead={t('password.lead')}>{t('password.title')}</PageTitle>
      {saved && <Strip tone="ok" title={t('password.saved')} live />}
      <KeptForm>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ password: t('password.now'), fresh: t('password.fresh'), again: t('password.again') }} />
          <Field name="password" type="password" label={t('password.now')} error={errors.errorOf('password')} autoComplete="current-password" dir="ltr" />
          <Field name="fresh" type="password" label={t('password.fresh')} hint={t('password.fresh-hint')} error={errors.errorOf('fresh')} autoComplete="new-password" dir="ltr" />
          <Field name="again" type="password" label={t('password.again')} error={errors.errorOf('again')} autoComplete="new-password" dir="ltr" />
          <Button look="main" size="thumb" wide>
            {t('password.save')}
          </Button>
        </Fields>
      </KeptForm>
    </>
  );
}
