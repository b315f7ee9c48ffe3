import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { CodeField, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, LineLink, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Strip } from '#app/components/states.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { atTheDoor, requireFresh } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { zoneOf } from '#app/platform/malls.server.ts';
import { safePath } from '#app/platform/paths.ts';
import { isAnyVolunteer, needsSecondFactor } from '#app/platform/proof.ts';
import { browserFamily, renewSession } from '#app/platform/sessions.server.ts';
import { shownCodes } from '../factors/shown-once.server.ts';
import { forgetPhones, rememberPhone } from './commands.server.ts';
import { findPhone } from './phone-cookie.server.ts';
import { listPhones } from './queries.server.ts';
import { PhoneSchema } from './schema.ts';

export const handle = { i18n: ['phones'], title: (t) => t('phones:title'), bar: 'own' } satisfies PageHandle;

export const loader = atTheDoor(async (context) => {
  requireFresh(context);
  const { request, actor, known, session, held, now } = context;
  const [phones, zone] = await Promise.all([listPhones(actor.account, request.headers.get('Cookie'), now), zoneOf(known.memberships, now)]);
  const why = needsSecondFactor(known.memberships) ? ('more-needed' as const) : session.device === 'guest' ? ('not-mine' as const) : null;
  const next = safePath(new URL(request.url).searchParams.get('next'), '/me');
  return { here: phones.find(({ here }) => here) ?? null, why, held, volunteer: isAnyVolunteer(known.memberships), shared: session.device === 'shared', next, zone, now };
});

export const action = atTheDoor(async (context) => {
  requireFresh(context);
  const { request, session, now } = context;
  const here = { cookies: request.headers.get('Cookie'), browser: browserFamily(request.headers.get('User-Agent')), now };
  return submitForm(await request.formData(), PhoneSchema, async (asked) => {
    const headers = new Headers();
    if (asked.intent === 'forget') {
      const phone = await findPhone(here.cookies);
      // Whoever forgets her PIN here stays in: her session goes on without it.
      if (session.phone) headers.append('Set-Cookie', await renewSession(session, here.browser, now, { strong: session.strong }));
      await forgetPhones(session.account, (id) => id === phone?.id, now);
      return redirect('/me', { headers });
    }
    const { cookies, codes } = await rememberPhone(session, asked, here);
    for (const cookie of cookies) headers.append('Set-Cookie', cookie);
    const next = safePath(asked.next, '/me');
    if (!codes) return redirect(next, { headers });
    headers.append('Set-Cookie', await shownCodes().keep(session.account, codes.join(' ')));
    return redirect(`/me/second-factor/codes?next=${encodeURIComponent(next)}`, { headers });
  });
});

/** Six digits that open on this phone and on no other. */
export default function PhoneRoute() {
  const { here, why, held, volunteer, shared, next, zone, now } = useLoaderData<typeof loader>();
  const errors = useFormErrors(useActionData<typeof action>(), 'phones');
  const { t } = useTranslation('phones');
  const { formatDate } = useFormats();
  return (
    <>
      {!held && <BackBar to="/me" title={t('title')} />}
      <PageTitle lead={t(volunteer ? 'lead-volunteer' : 'lead')}>{t('title')}</PageTitle>
      {held && <Strip tone="turn" icon="shield-check" title={t('held')} />}
      {here && <Strip tone="ok" title={t('here', { day: formatDate(here.until, { zone, now }) })} />}
      {why ? (
        <Section>
          <p className="pad">{t(`refused.${why}`)}</p>
        </Section>
      ) : (
        <Form method="post" noValidate>
          <Fields>
            <FormErrorSummary errors={errors} labels={{ pin: t('pin'), again: t('again') }} />
            <input type="hidden" name="intent" value="remember" />
            <input type="hidden" name="next" value={next} />
            <CodeField name="pin" label={t('pin')} hint={t('pin-hint')} error={errors.errorOf('pin')} secret autoComplete="off" />
            <CodeField name="again" label={t('again')} error={errors.errorOf('again')} secret autoComplete="off" />
            <p className="quiet small">{t(shared ? 'shared-hint' : 'mine-hint')}</p>
            <Button look="main" size="thumb" wide>
              {t(here ? 'change' : 'remember')}
            </Button>
          </Fields>
        </Form>
      )}
      {(held || why) && (
        <div className="pad" style={{ marginBlockStart: 'var(--mh-space-4)' }}>
          <ButtonLink to={`/me/second-factor?next=${encodeURIComponent(next)}`}>{t('instead')}</ButtonLink>
        </div>
      )}
      {here && !why && (
        <Section>
          <Sheet list>
            <LineLink icon="qrcode" to="/me/shop-card" under={t('card.hint')}>
              {t('card.title')}
            </LineLink>
          </Sheet>
        </Section>
      )}
      {here && (
        <Form method="post" className="pad" style={{ marginBlockStart: 'var(--mh-space-4)' }}>
          <input type="hidden" name="intent" value="forget" />
          <Button look="danger">{t('forget')}</Button>
        </Form>
      )}
    </>
  );
}
