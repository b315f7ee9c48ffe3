import { redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button } from '#app/components/button.tsx';
import { BackBar, Line, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { useFormats } from '#app/i18n/react.ts';
import { requireFresh, signedIn } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { zoneOf } from '#app/platform/malls.server.ts';
import { listSessions } from '#app/platform/sessions.server.ts';
import { forgetPhones } from '../phones/commands.server.ts';
import { findPhone } from '../phones/phone-cookie.server.ts';
import { PhoneLines } from '../phones/phone-lines.tsx';
import { listPhones } from '../phones/queries.server.ts';
import { endSessions } from './commands.server.ts';

export const handle = { i18n: ['factors', 'phones'], title: (t) => t('factors:sessions.title'), bar: 'own' } satisfies PageHandle;

const SessionsSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('end-session'), session: z.string().length(64) }),
  z.object({ intent: z.literal('end-others') }),
  z.object({ intent: z.literal('forget-phone'), phone: z.string().length(43) }),
]);

export const loader = signedIn(async (context) => {
  requireFresh(context);
  const { actor, now } = context;
  const cookies = context.request.headers.get('Cookie');
  const [rows, phones, zone] = await Promise.all([listSessions(actor.account, now), listPhones(actor.account, cookies, now), zoneOf(actor.memberships, now)]);
  return { phones, sessions: rows.map((session) => ({ ...session, current: session.id === actor.session })), zone, now };
});

export const action = signedIn(async (context) => {
  requireFresh(context);
  const { request, actor, now } = context;
  return submitForm(await request.formData(), SessionsSchema, async (asked) => {
    const here = await findPhone(request.headers.get('Cookie'));
    if (asked.intent === 'forget-phone') await forgetPhones(actor.account, (id) => id === asked.phone && id !== here?.id, now);
    else await endSessions(actor, asked.intent === 'end-session' ? asked.session : 'others', here?.id, now);
    return redirect('/me/sessions');
  });
});

export default function SessionsRoute() {
  const { sessions, phones, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation('factors');
  const formats = useFormats();
  return (
    <>
      <BackBar to="/me" title={t('sessions.title')} />
      <PageTitle lead={t('sessions.lead')}>{t('sessions.title')}</PageTitle>
      <Section>
        <p className="pad quiet small">{formats.zoneWord(zone, now)}</p>
        <Sheet list>
          {sessions.map(({ id, browser, lastUsedAt, current }) => (
            <Line key={id}>
              <div className="row">
                <span className="grow">
                  {browser ?? t('sessions.unknown')}
                  <small className="quiet">
                    {' · '}
                    {current ? t('sessions.this') : t('sessions.last', { time: formats.formatDateTime(lastUsedAt, { zone, now }) })}
                  </small>
                </span>
                {!current && (
                  <Form method="post">
                    <input type="hidden" name="intent" value="end-session" />
                    <input type="hidden" name="session" value={id} />
                    <Button size="desk">{t('sessions.end')}</Button>
                  </Form>
                )}
              </div>
            </Line>
          ))}
        </Sheet>
        <PhoneLines phones={phones} zone={zone} now={now} />
        {(sessions.length > 1 || phones.some(({ here }) => !here)) && (
          <Form method="post" className="pad" style={{ marginBlockStart: 'var(--mh-space-4)' }}>
            <input type="hidden" name="intent" value="end-others" />
            <Button>{t('sessions.end-others')}</Button>
          </Form>
        )}
      </Section>
    </>
  );
}
