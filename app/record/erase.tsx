import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { FieldError } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, Dock, PageTitle, Section, SectionHead, Sheet, Line } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { notFound, requireAsked, signedIn } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { endedCookie } from '#app/platform/sessions.server.ts';
import { eraseAccount, eraseShopRecord } from './erase.server.ts';
import { findOwned } from './policy.ts';
import { EraseSchema } from './schema.ts';

export const handle = { i18n: ['record'], title: (t) => t('record:erase.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = signedIn((context) => {
  requireAsked(context, 'record');
  const { request, actor } = context;
  const part = new URL(request.url).searchParams.get('part') ?? 'me';
  if (part !== 'me' && !findOwned(actor, part)) throw notFound();
  return { part };
});

export const action = signedIn(async (context) => {
  requireAsked(context, 'record');
  const { request, actor, now } = context;
  return submitForm(await request.formData(), EraseSchema, async ({ part }) => {
    if (part !== 'me') {
      await eraseShopRecord({ actor, now }, part);
      return redirect(`/me/record/${part}`);
    }
    await eraseAccount({ actor, now });
    return redirect('/sign-in', { headers: { 'Set-Cookie': await endedCookie() } });
  });
});

const GOES = { me: ['words', 'name', 'roles', 'requests'], shop: ['visits', 'answers', 'contact'] } as const;
const STAYS = { me: ['rows', 'shop'], shop: ['sign', 'offered', 'requests'] } as const;

/** First what goes and what stays; then one box and one button. */
export default function EraseRoute() {
  const { part } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['record', 'common']);
  const errors = useFormErrors(useActionData(), 'record');
  const about = part === 'me' ? 'me' : 'shop';
  const list = (title: string, keys: readonly string[], under: 'goes' | 'stays') => (
    <Section near>
      <SectionHead>{title}</SectionHead>
      <Sheet list>
        {keys.map((key) => (
          <Line key={key}>{t(`erase.${under}-${about}.${key}` as 'erase.goes-me.words')}</Line>
        ))}
      </Sheet>
    </Section>
  );
  return (
    <>
      <BackBar to={`/me/record/${part}`} title={t('title')} />
      <PageTitle lead={t('erase.lead')}>{t(about === 'me' ? 'erase.me' : 'erase.shop')}</PageTitle>
      <FormErrorSummary errors={errors} labels={{ sure: t('erase.sure') }} />
      {list(t('erase.goes'), GOES[about], 'goes')}
      {list(t('erase.stays'), STAYS[about], 'stays')}
      <Form method="post">
        <input type="hidden" name="part" value={part} />
        <div className="pad">
          <CheckboxLine name="sure" id="f-sure" value="on">
            {t('erase.sure')}
          </CheckboxLine>
          {errors.errorOf('sure') && <FieldError>{errors.errorOf('sure')}</FieldError>}
        </div>
        <Dock>
          <Button look="danger" wide>
            {t('common:button.erase')}
          </Button>
          <ButtonLink to={`/me/record/${part}`} look="text" wide>
            {t('common:button.cancel')}
          </ButtonLink>
        </Dock>
      </Form>
    </>
  );
}
