import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useSubmit } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Aside } from '#app/components/states.tsx';
import { type Actor, isOperator } from '#app/platform/actor.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { findMallById } from '#app/platform/malls.server.ts';
import { exchangeCode } from './commands.server.ts';
import { counted } from './counted.server.ts';
import styles from './paper.module.css';
import { findSleeping } from './queries.server.ts';
import { CodeFormSchema } from './schema.ts';
import { ticketCookie } from './slip-code.server.ts';

export const handle = { i18n: ['members'], title: (t) => t('members:join.title') } satisfies PageHandle;
export const loader = openToAnyone(({ actor }) => ({ in: actor !== null }));

export const action = openToAnyone(async ({ request, context, actor, now }) =>
  submitForm(await request.formData(), CodeFormSchema, async ({ slip: code }) => {
    await counted('slip-code', context.ip ?? '', 'slip');
    const asleep = actor ? await findSleeping(code, actor, now) : null;
    if (asleep && actor) return redirect(await counterOf(asleep, actor, now));
    const slip = await exchangeCode(code, now);
    return redirect('/join/account', { headers: { 'Set-Cookie': await ticketCookie().serialize(slip._id) } });
  }),
);

/** Where a slip of this kind is woken. */
async function counterOf({ as, mall, number, merchant }: { as: string; mall?: string; number: string; merchant?: string }, actor: Actor, now: Date): Promise<string> {
  const slug = mall ? (await findMallById(mall, now))?.slug : undefined;
  if (!slug) return '/house';
  if (as === 'officer' || as === 'volunteer') return isOperator(actor) ? `/house/malls/${slug}` : `/m/${slug}/manage/people`;
  if (as === 'partner') return `/m/${slug}/manage/members/partners`;
  return as === 'staff' ? `/m/${slug}/members?shop=${merchant}` : `/m/${slug}/counter?number=${number}`;
}

/** Begins with the code of an invitation slip: scanned, it comes in the fragment and is exchanged at once; typed, it is sent by hand. */
export default function JoinRoute() {
  const { t } = useTranslation('members');
  const { in: signedIn } = useLoaderData<typeof loader>();
  const errors = useFormErrors(useActionData<typeof action>(), 'members');
  const form = useRef<HTMLFormElement>(null);
  const submit = useSubmit();
  useEffect(() => {
    const code = window.location.hash.slice(1);
    const field = form.current?.elements.namedItem('slip');
    if (!code || !(field instanceof HTMLInputElement)) return;
    window.history.replaceState(window.history.state, '', window.location.pathname);
    field.value = code;
    submit(form.current);
  }, [submit]);
  return (
    <main id="main" className={styles.narrow}>
      <BackBar to={signedIn ? '/' : '/sign-in'} title={t('join.title')} language />
      <PageTitle lead={t('join.lead')}>{t('join.title')}</PageTitle>
      <Form method="post" noValidate ref={form}>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ slip: t('join.code') }} />
          <Field name="slip" label={t('join.code')} hint={t('join.code-hint')} error={errors.errorOf('slip')} autoComplete="off" autoCapitalize="characters" spellCheck={false} dir="ltr" />
          <Button look="main" size="thumb" wide>
            {t('join.go')}
          </Button>
          <Aside>{t('join.asleep')}</Aside>
        </Fields>
      </Form>
    </main>
  );
}
