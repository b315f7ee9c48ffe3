import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useSubmit } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { BackBar, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { safePath } from '#app/platform/paths.ts';
import styles from '../invitations/paper.module.css';
import { CardSchema } from '../phones/schema.ts';
import { readShopCard } from './commands.server.ts';

export const handle = { i18n: ['phones', 'sign-in'], title: (t) => t('phones:card.title') } satisfies PageHandle;

const nextOf = (request: Request) => safePath(new URL(request.url).searchParams.get('next'));

export const loader = openToAnyone(({ request, actor }) => {
  if (actor) throw redirect(nextOf(request));
  return { next: nextOf(request) };
});

export const action = openToAnyone(async ({ request, context, now }) =>
  submitForm(await request.formData(), CardSchema, async ({ card, next }) => {
    const who = await readShopCard(card, { cookies: request.headers.get('Cookie'), address: context.ip ?? '', now });
    return redirect(`/sign-in?who=${who}&next=${encodeURIComponent(safePath(next))}`);
  }),
);

/** Shop card and PIN: the card, scanned or typed, says who comes; the six digits are asked for on the next page. */
export default function EnterByCardRoute() {
  const { next } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['phones', 'sign-in']);
  const errors = useFormErrors(useActionData<typeof action>(), 'phones');
  const form = useRef<HTMLFormElement>(null);
  const submit = useSubmit();
  useEffect(() => {
    const number = window.location.hash.slice(1);
    const field = form.current?.elements.namedItem('card');
    if (!number || !(field instanceof HTMLInputElement)) return;
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
    field.value = number;
    submit(form.current);
  }, [submit]);
  return (
    <main id="main" className={styles.narrow}>
      <BackBar to="/sign-in" title={t('sign-in:title')} language />
      <PageTitle lead={t('card.enter-lead')}>{t('card.title')}</PageTitle>
      <Form method="post" noValidate ref={form}>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ card: t('card.number') }} />
          <input type="hidden" name="next" value={next} />
          <Field name="card" label={t('card.number')} hint={t('card.number-hint')} error={errors.errorOf('card')} defaultValue={errors.valueOf('card')} inputMode="numeric" autoComplete="off" maxLength={20} dir="ltr" />
          <Button look="main" size="thumb" wide>
            {t('card.go')}
          </Button>
          <Buttons>
            <ButtonLink to={`/sign-in?way=password&next=${encodeURIComponent(next)}`}>{t('sign-in.password')}</ButtonLink>
          </Buttons>
        </Fields>
      </Form>
    </main>
  );
}
