import { redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button } from '#app/components/button.tsx';
import { BackBar, Line, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty, Strip } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { signedIn } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { zoneOf } from '#app/platform/malls.server.ts';
import { RECOVERED_LATELY, recoveredLately } from '#app/platform/proof.ts';
import { stopRecovery } from './commands.server.ts';
import { listToStop } from './queries.server.ts';

export const handle = { i18n: ['recovery'], title: (t) => t('recovery:stop.title'), bar: 'own' } satisfies PageHandle;

const StopSchema = z.object({ recovery: z.string().min(1).max(60) });

export const loader = signedIn(async ({ actor, now }) => {
  const until = recoveredLately(actor, now) && actor.recoveredAt ? new Date(actor.recoveredAt.getTime() + RECOVERED_LATELY) : null;
  return { rows: await listToStop(actor, now), until, zone: await zoneOf(actor.memberships, now), now };
});

export const action = signedIn(async ({ request, actor, now }) =>
  submitForm(await request.formData(), StopSchema, async ({ recovery }) => {
    await stopRecovery(actor, recovery, now);
    return redirect('/me/recovery');
  }),
);

/** Everybody who was told sees here what is under way, and stops it in one press. */
export default function StopRecoveryRoute() {
  const { rows, until, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation('recovery');
  const language = useLanguage();
  const formats = useFormats();
  const time = (date: Date) => formats.formatDateTime(date, { zone, now });
  return (
    <>
      <BackBar to="/me" title={t('stop.title')} />
      <PageTitle lead={t('stop.lead')}>{t('stop.title')}</PageTitle>
      {until && <Strip tone="warn" icon="lock" title={t('stop.until', { time: time(until) })}>{t('stop.until-what')}</Strip>}
      <Section>
        {rows.length === 0 ? (
          <Empty title={t('stop.none')} />
        ) : (
          <Sheet list>
            {rows.map(({ id, mine, names, state, endsAt }) => (
              <Line key={id}>
                <div className="row" style={{ flexWrap: 'wrap' }}>
                  <span className="grow">
                    {mine ? t('stop.yours') : <bdi>{pickLocalized(names, language)?.text}</bdi>}
                    <small className="quiet"> · {t(state === 'waiting' ? 'stop.opens' : 'stop.vouching', { time: time(endsAt) })}</small>
                  </span>
                  <Form method="post">
                    <input type="hidden" name="recovery" value={id} />
                    <Button look="danger">{t('stop.stop')}</Button>
                  </Form>
                </div>
              </Line>
            ))}
          </Sheet>
        )}
      </Section>
    </>
  );
}
