import { data, redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Strip } from '#app/components/states.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { atTheDoor, requireFresh, type SignedIn } from '#app/platform/authorise.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { safePath } from '#app/platform/paths.ts';
import { zoneOf } from '#app/platform/malls.server.ts';
import { needsSecondFactor } from '#app/platform/proof.ts';
import { newSecondFactor } from '#app/platform/second-factor.server.ts';
import { browserFamily, renewSession } from '#app/platform/sessions.server.ts';
import { removeFactor, renewRecoveryCodes, setUpSecondFactor } from './commands.server.ts';
import { PasskeyButton } from './passkey-button.tsx';
import { addPasskey } from './passkeys.server.ts';
import { drawSetup, getFactors } from './queries.server.ts';
import { SecondFactorSchema } from './schema.ts';
import { Setup } from './setup.tsx';
import { shownCodes } from './shown-once.server.ts';

export const handle = { i18n: ['factors'], title: (t) => t('factors:second.title'), bar: 'own' } satisfies PageHandle;

export const loader = atTheDoor(async (context) => {
  requireFresh(context);
  const { request, actor, known, held, now } = context;
  const next = safePath(new URL(request.url).searchParams.get('next'), '/me');
  return { ...(await getFactors(actor.account)), required: needsSecondFactor(known.memberships), held, next, zone: await zoneOf(actor.memberships, now), now };
});

/** A new session for whom a factor was just added: it is a strong one from now on. */
async function strengthened({ request, session, now }: SignedIn): Promise<string> {
  return renewSession(session, browserFamily(request.headers.get('User-Agent')), now, { strong: true });
}

async function showCodes(context: SignedIn, codes: string[], cookies: string[] = []) {
  const headers = new Headers();
  for (const cookie of [...cookies, await shownCodes().keep(context.actor.account, codes.join(' '))]) headers.append('Set-Cookie', cookie);
  const next = new URL(context.request.url).searchParams.get('next');
  return redirect(`/me/second-factor/codes${next ? `?next=${encodeURIComponent(safePath(next))}` : ''}`, { headers });
}

export const action = atTheDoor(async (context) => {
  requireFresh(context);
  const { request, actor, known, now } = context;
  const { account } = actor;
  const form = await request.formData();
  const answer = await submitForm(form, SecondFactorSchema, async (asked) => {
    switch (asked.intent) {
      case 'begin':
        return { ok: true as const, setup: await drawSetup(account, newSecondFactor(account), now) };
      case 'confirm':
        return showCodes(context, await setUpSecondFactor(account, asked, now), [await strengthened(context)]);
      case 'renew-codes':
        return showCodes(context, await renewRecoveryCodes(account, now));
      case 'add-passkey': {
        const codes = await addPasskey(account, asked.answer, now);
        const cookie = await strengthened(context);
        return codes ? showCodes(context, codes, [cookie]) : redirect('/me/second-factor', { headers: { 'Set-Cookie': cookie } });
      }
      default:
        await removeFactor(account, asked.intent === 'turn-off' ? 'totp' : { passkey: asked.passkey }, needsSecondFactor(known.memberships), now);
        return redirect('/me/second-factor');
    }
  });
  // A wrong code: the same secret is shown again, or the app would have to read a new one.
  const { sealed } = formValues(form);
  if (answer instanceof Response || !sealed || !('data' in answer)) return answer;
  return data({ ...answer.data, setup: await drawSetup(account, sealed, now).catch(() => null) }, answer.init ?? undefined);
});

export default function SecondFactorRoute() {
  const { totp, passkeys, codesLeft, required, held, next, zone, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = useFormErrors(answer, 'factors');
  const { t } = useTranslation('factors');
  const formats = useFormats();
  const setup = answer && 'setup' in answer ? answer.setup : null;
  const day = (date: Date) => formats.formatDate(date, { zone, now });
  return (
    <>
      {!held && <BackBar to="/me" title={t('second.title')} />}
      <PageTitle lead={t('second.lead')}>{t('second.title')}</PageTitle>
      {held && <Strip tone="turn" icon="shield-check" title={t('second.held')} />}
      <FormErrorSummary errors={errors} labels={{ code: t('setup.code') }} />
      {setup ? (
        <Setup setup={setup} errors={errors} next={next} />
      ) : (
        <>
          <Section>
            <SectionHead under={t('app.hint')}>{t('app.title')}</SectionHead>
            <div className="pad row" style={{ flexWrap: 'wrap' }}>
              <span className="grow">{totp ? t('app.on') : t('app.off')}</span>
              <Act intent="begin" look={totp ? undefined : 'main'}>{totp ? t('app.replace') : t('app.begin')}</Act>
              {totp && <Act intent="turn-off">{t('app.turn-off')}</Act>}
            </div>
          </Section>
          <Section>
            <SectionHead under={t('passkeys.hint')}>{t('passkeys.title')}</SectionHead>
            {passkeys.length > 0 && (
              <Sheet list>
                {passkeys.map(({ id, madeAt, usedAt }) => (
                  <Line key={id}>
                    <div className="row">
                      <span className="grow">
                        {t('passkeys.made', { day: day(madeAt) })}
                        <small className="quiet"> · {usedAt ? t('passkeys.used', { day: day(usedAt) }) : t('passkeys.unused')}</small>
                      </span>
                      <Act intent="remove-passkey" fields={{ passkey: id }} size="desk">{t('passkeys.remove')}</Act>
                    </div>
                  </Line>
                ))}
              </Sheet>
            )}
            <div className="pad" style={{ marginBlockStart: 'var(--mh-space-4)' }}>
              <PasskeyButton purpose="add" fields={{ intent: 'add-passkey' }}>{t('passkeys.add')}</PasskeyButton>
            </div>
          </Section>
          {(totp || passkeys.length > 0) && (
            <Section>
              <SectionHead under={t('codes.hint')}>{t('codes.title')}</SectionHead>
              <div className="pad row" style={{ flexWrap: 'wrap' }}>
                <span className="grow">{t('codes.left', { count: codesLeft })}</span>
                <Act intent="renew-codes">{t('codes.renew')}</Act>
              </div>
            </Section>
          )}
          {required && !held && <p className="pad quiet small">{t('second.required')}</p>}
        </>
      )}
    </>
  );
}

function Act({ intent, fields = {}, look, size, children }: { intent: string; fields?: Record<string, string>; look?: 'main'; size?: 'desk'; children: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button look={look} size={size}>
        {children}
      </Button>
    </Form>
  );
}
