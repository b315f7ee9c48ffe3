import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Strip } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { forOperators } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { endAllSessions, endSessionsOf, letAccount, stopAccount } from './commands.server.ts';
import { listStopped } from './queries.server.ts';
import { AccountActSchema } from './schema.ts';

export const handle = { i18n: ['house'], title: (t) => t('house:accounts.title'), bar: 'own' } satisfies PageHandle;

export const loader = forOperators(async ({ request }) => {
  const done = new URL(request.url).searchParams.get('done');
  return { stopped: await listStopped(), done: done === 'end' || done === 'end-all' ? done : null };
});

export const action = forOperators(async ({ request, actor, now }) =>
  submitForm(await request.formData(), AccountActSchema, async (input) => {
    if (input.intent === 'stop') await stopAccount(actor, input.username, now);
    else if (input.intent === 'let') await letAccount(actor, input.account, now);
    else if (input.intent === 'end') await endSessionsOf(actor, input.username, now);
    else await endAllSessions(actor, now);
    return redirect(`/house/accounts${input.intent === 'end' || input.intent === 'end-all' ? `?done=${input.intent}` : ''}`);
  }),
);

/** Stops an account or ends its sessions, by its user name. There is no list of accounts to look through. */
export default function AccountsRoute() {
  const { stopped, done } = useLoaderData<typeof loader>();
  const errors = useFormErrors(useActionData<typeof action>(), 'house');
  const { t } = useTranslation('house');
  const language = useLanguage();
  return (
    <>
      <BackBar to="/house" title={t('accounts.title')} />
      <PageTitle lead={t('accounts.lead')}>{t('accounts.title')}</PageTitle>
      {done && <Strip tone="ok" title={done === 'end' ? t('accounts.ended') : t('accounts.all.done')} live />}
      <KeptForm>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ username: t('office.user-name') }} />
          <Field name="username" label={t('office.user-name')} error={errors.errorOf('username')} defaultValue={errors.valueOf('username')} dir="ltr" autoComplete="off" autoCapitalize="none" spellCheck={false} />
          <Buttons>
            <Button name="intent" value="end">
              {t('accounts.end')}
            </Button>
            <Button look="danger" name="intent" value="stop">
              {t('accounts.stop')}
            </Button>
          </Buttons>
        </Fields>
      </KeptForm>
      <Section>
        <SectionHead>{t('accounts.stopped')}</SectionHead>
        <Sheet list>
          {stopped.length === 0 && <Line><span className="quiet">{t('accounts.none')}</span></Line>}
          {stopped.map(({ id, names, userName }) => (
            <Line key={id}>
              <Form method="post" className="row">
                <input type="hidden" name="account" value={id} />
                <span className="grow">
                  <bdi>{pickLocalized(names, language)?.text}</bdi> <bdi dir="ltr" className="quiet">{userName}</bdi>
                </span>
                <Button size="desk" name="intent" value="let">
                  {t('accounts.let')}
                </Button>
              </Form>
            </Line>
          ))}
        </Sheet>
      </Section>
      <Section>
        <SectionHead under={t('accounts.all.hint')}>{t('accounts.all.title')}</SectionHead>
        <Form method="post" className="pad">
          <Button look="danger" name="intent" value="end-all">
            {t('accounts.all.submit')}
          </Button>
        </Form>
      </Section>
    </>
  );
}
