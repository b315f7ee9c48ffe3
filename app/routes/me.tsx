import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { CheckGrid } from '#app/components/choice.tsx';
import { LanguageLinks } from '#app/components/language-links.tsx';
import { LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { SchemeChoice } from '#app/components/scheme-choice.tsx';
import { Strip } from '#app/components/states.tsx';
import { ChipButton, Chips } from '#app/components/tabs.tsx';
import { CONTENT_LANGUAGES, OWN_NAMES, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { isOperator, isVolunteer, ownedShopsIn } from '#app/platform/actor.ts';
import { signedIn } from '#app/platform/authorise.server.ts';
import { env } from '#app/platform/env.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { findMallById } from '#app/platform/malls.server.ts';
import { AccountSchema, offerTranslations } from './account.server.ts';
import { mallsOf, type View, viewCookie, viewIn, viewsIn } from './views.ts';
import { useLeaving } from './leaving.ts';

export const handle = { i18n: ['account'], title: (t) => t('account:title') } satisfies PageHandle;

export const loader = signedIn(async ({ request, actor, known, now }) => {
  const first = mallsOf(actor)[0];
  const mall = first ? await findMallById(first, now) : null;
  return {
    names: known.names,
    views: mall ? viewsIn(actor, mall._id) : [],
    view: mall ? viewIn(actor, mall._id, request.headers.get('Cookie')) : null,
    translates: known.translates,
    operator: isOperator(actor),
    links: mall ? { base: `/m/${mall.slug}`, members: ownedShopsIn(actor, mall._id).length > 0, counter: isVolunteer(actor, mall._id) } : null,
  };
});

export const action = signedIn(async ({ request, actor, now }) => {
  const form = await request.formData();
  const input = { ...Object.fromEntries(form), languages: form.getAll('languages') };
  return submitForm(
    form,
    AccountSchema,
    async (asked) => {
      if (asked.intent === 'view') return redirect('/', { headers: { 'Set-Cookie': viewCookie(asked.view as View, { secure: env().secure }) } });
      await offerTranslations(actor.account, asked.languages, now);
      return { ok: true as const };
    },
    input,
  );
});

export default function MeRoute() {
  const { names, views, view, translates, operator, links } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation('account');
  const { unsent, leave } = useLeaving();
  const { t: common } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <PageTitle lead={view ? t(`as.${view}`) : undefined}>{pickLocalized(names, language)?.text}</PageTitle>
      {views.length > 1 && (
        <Section>
          <SectionHead under={t('as.hint')}>{t('as.title')}</SectionHead>
          <Form method="post">
            <input type="hidden" name="intent" value="view" />
            <Chips label={t('as.title')} pad>
              {views.map((each) => (
                <ChipButton key={each} name="view" value={each} on={each === view}>
                  {t(`as.${each}`)}
                </ChipButton>
              ))}
            </Chips>
          </Form>
        </Section>
      )}
      <Section>
        <Sheet list>
          <LineLink to="/me/record" icon="book-2" under={t('record-hint')}>
            {t('record')}
          </LineLink>
          {links?.members && (
            <LineLink to={`${links.base}/members`} icon="users" under={t('members-hint')}>
              {t('members')}
            </LineLink>
          )}
          {links?.counter && (
            <LineLink to={`${links.base}/counter`} icon="user-check" under={t('counter-hint')}>
              {t('counter')}
            </LineLink>
          )}
          <LineLink to="/me/roles" icon="users" under={t('roles-hint')}>
            {t('roles')}
          </LineLink>
          {operator && (
            <LineLink to="/house" icon="settings">
              {t('house.title')}
            </LineLink>
          )}
        </Sheet>
      </Section>
      <Section>
        <SectionHead>{t('safe.title')}</SectionHead>
        <Sheet list>
          <LineLink to="/me/sessions" icon="device-mobile" under={t('safe.sessions-hint')}>
            {t('safe.sessions')}
          </LineLink>
          <LineLink to="/me/phone" icon="device-mobile" under={t('safe.phone-hint')}>
            {t('safe.phone')}
          </LineLink>
          <LineLink to="/me/second-factor" icon="shield-check" under={t('safe.second-hint')}>
            {t('safe.second')}
          </LineLink>
          <LineLink to="/me/password" icon="lock">
            {t('safe.password')}
          </LineLink>
          {links?.counter && (
            <LineLink to="/me/vouch" icon="user-check">
              {t('safe.vouch')}
            </LineLink>
          )}
          <LineLink to="/me/recovery-card" icon="license" under={t('safe.card-hint')}>
            {t('safe.card')}
          </LineLink>
        </Sheet>
      </Section>
      <Section>
        <SectionHead>{t('language')}</SectionHead>
        <div className="pad">
          <LanguageLinks />
        </div>
      </Section>
      <Section>
        <SectionHead>{t('theme.title')}</SectionHead>
        <div className="pad">
          <SchemeChoice />
        </div>
      </Section>
      <Section>
        <SectionHead under={t('translates.hint')}>{t('translates.title')}</SectionHead>
        <Form method="post">
          {answer?.ok && <Strip tone="ok" title={t('translates.saved')} live />}
          <input type="hidden" name="intent" value="translates" />
          <CheckGrid name="languages" legend={t('translates.title')} defaultValue={translates} options={CONTENT_LANGUAGES.map((value) => ({ value, label: <bdi lang={value}>{OWN_NAMES[value]}</bdi> }))} />
          <div className="pad" style={{ marginBlockStart: 'var(--mh-space-4)' }}>
            <Button>{common('button.save')}</Button>
          </div>
        </Form>
      </Section>
      <Section>
        <div className="pad row">
          {unsent > 0 ? (
            <ButtonLink to="/sign-out" icon="logout">
              {t('sign-out')}
            </ButtonLink>
          ) : (
            <Form method="post" action="/sign-out" onSubmit={leave}>
              <Button icon="logout">{t('sign-out')}</Button>
            </Form>
          )}
        </div>
      </Section>
    </>
  );
}
