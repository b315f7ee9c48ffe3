import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { RadioTiles } from '#app/components/choice.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, PageTitle, Section } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { ErrorPanel } from '#app/components/states.tsx';
import { markTab } from '#app/components/this-tab.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { contentLanguageOf, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { openToAnyone, type Visitor } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { browserFamily, startSession } from '#app/platform/sessions.server.ts';
import { cardPath, offerCard } from '../recovery/commands.server.ts';
import { joinAsNew, joinWithAccount } from './commands.server.ts';
import { counted } from './counted.server.ts';
import styles from './paper.module.css';
import { findAwake, whatFor } from './queries.server.ts';
import { minutesAwake } from './rules.ts';
import { NewAccountSchema } from './schema.ts';
import { ticketCookie, ticketOf } from './slip-code.server.ts';

export const handle = { i18n: ['members', 'sign-in', 'factors'], title: (t) => t('members:account.title') } satisfies PageHandle;
export const loader = openToAnyone(async ({ request, known, now }) => {
  const slip = await findAwake(await ticketOf(request), now);
  return { slip: slip && { ...(await whatFor(slip)), minutes: minutesAwake(slip.wokenAt ?? now, now) }, me: known?.names ?? null };
});

/** The same refusal as for a code that never was: the ten minutes may have ended while the form was filled. */
async function requireAwake({ request, now }: Visitor) {
  const slip = await findAwake(await ticketOf(request), now);
  if (!slip) throw new Refusal('members:refused.slip');
  return slip;
}

const spent = async () => ticketCookie().serialize('', { maxAge: 0 });

export const action = openToAnyone(async (visitor) => {
  const { request, context, actor, now } = visitor;
  const form = await request.formData();
  if (form.get('as') === 'me' && actor) {
    return submitForm(form, NewAccountSchema.pick({}), async () => {
      await joinWithAccount(await requireAwake(visitor), actor.account, now);
      return redirect('/', { headers: { 'Set-Cookie': await spent() } });
    });
  }
  return submitForm(form, NewAccountSchema, async ({ name, username, password, device }) => {
    await counted('slip-code', context.ip ?? '');
    const slip = await requireAwake(visitor);
    const language = detectLanguage(request);
    const account = await joinAsNew(slip, { names: { [contentLanguageOf(language)]: name }, userName: username, password, language }, now);
    const { cookie } = await startSession(account, device, browserFamily(request.headers.get('User-Agent')), now);
    const onwards = (await offerCard(account)) ? cardPath('/') : '/';
    return redirect(onwards, { headers: [['Set-Cookie', cookie], ['Set-Cookie', await spent()]] });
  });
});

/** While the slip is awake: name, user name and password are hers to type, nobody else's. */
export default function JoinAccountRoute() {
  const { slip, me } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['members', 'sign-in', 'factors']);
  const language = useLanguage();
  useEffect(markTab, []);
  const errors = useFormErrors(useActionData<typeof action>(), 'members');
  if (!slip) {
    return (
      <main id="main" className={styles.narrow}>
        <BackBar to="/sign-in" title={t('join.title')} language />
        <ErrorPanel level={1} title={t('account.over')} actions={<ButtonLink to="/join">{t('account.again')}</ButtonLink>}>
          {t('refused.slip')}
        </ErrorPanel>
      </main>
    );
  }
  const place = pickLocalized(slip.place, language)?.text ?? pickLocalized(slip.mall, language)?.text ?? '';
  const mine = me && pickLocalized(me, language)?.text;
  return (
    <main id="main" className={styles.narrow}>
      <BackBar to="/join" title={t('join.title')} language />
      <PageTitle above={<p className="quiet small">{t(`as.${slip.as}`)}</p>} lead={t('account.lead', { minutes: slip.minutes })}>
        <bdi>{place}</bdi>
      </PageTitle>
      {mine && (
        <Section>
          <KeptForm keep="mine" className="pad">
            <input type="hidden" name="as" value="me" />
            <Button wide>{t('account.with-mine', { name: mine })}</Button>
          </KeptForm>
        </Section>
      )}
      <KeptForm>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ name: t('account.name'), username: t('account.user-name'), password: t('account.password') }} />
          <Field name="name" label={t('account.name')} hint={t('account.name-hint')} error={errors.errorOf('name')} defaultValue={errors.valueOf('name')} autoComplete="name" dir="auto" />
          <Field name="username" label={t('account.user-name')} hint={t('account.user-name-hint')} error={errors.errorOf('username')} defaultValue={errors.valueOf('username')} autoComplete="username" autoCapitalize="none" spellCheck={false} dir="ltr" />
          <Field name="password" type="password" label={t('account.password')} hint={t('account.password-hint')} error={errors.errorOf('password')} autoComplete="new-password" dir="ltr" />
          <RadioTiles
            name="device"
            legend={t('sign-in:device.label')}
            quiet
            look="joined"
            columns={3}
            defaultValue={errors.valueOf('device', 'mine')}
            options={(['mine', 'shared', 'guest'] as const).map((value) => ({ value, label: t(`sign-in:device.${value}`) }))}
          />
          <Button look="main" size="thumb" wide>
            {t('account.make')}
          </Button>
          {slip.as === 'owner' && <p className="quiet small">{t('account.then')}</p>}
        </Fields>
      </KeptForm>
    </main>
  );
}
