import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useSubmit } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { useFormats } from '#app/i18n/react.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound, requireAsked, signedIn } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { findMallById } from '#app/platform/malls.server.ts';
import { addPhone, removePhone } from '#app/visits/counter/commands.server.ts';
import { getPhones } from '#app/visits/counter/queries.server.ts';
import { PhoneSchema } from '#app/visits/counter/schema.ts';
import { useNameOf } from './person-name.tsx';
import { findOwned } from './policy.ts';

export const handle = { i18n: ['counter', 'record'], title: (t) => t('counter:phone.title'), bar: 'own', tabs: false } satisfies PageHandle;

/** @throws a 404 Response for a shop that isn't hers */
async function shopFrom(params: Record<string, string | undefined>, actor: Actor, now: Date) {
  const owned = findOwned(actor, String(params.part));
  const mall = owned && (await findMallById(owned.mall, now));
  if (!mall) throw notFound();
  return { mall, merchant: owned.merchant };
}

export const loader = signedIn(async (context) => {
  requireAsked(context, 'record');
  const { params, actor, now } = context;
  const { mall, merchant } = await shopFrom(params, actor, now);
  return { ...(await getPhones({ mall, actor, now }, merchant)), merchant, zone: mall.zone, now };
});

export const action = signedIn(async (context) => {
  requireAsked(context, 'record');
  const { request, params, actor, now } = context;
  const { mall, merchant } = await shopFrom(params, actor, now);
  const doing = { mall, actor, now };
  return submitForm(await request.formData(), PhoneSchema, async (input) => {
    if (input.intent === 'add') await addPhone(doing, merchant, input);
    else await removePhone(doing, merchant, input.key);
    return redirect(`/me/record/${merchant}/phone`);
  });
});

/** Which phones sign at the counter for a shop; this one is set up here. */
export default function PhoneRoute() {
  const { merchant, slug, names, phones, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['counter', 'common']);
  const { formatDate } = useFormats();
  const nameOf = useNameOf();
  const submit = useSubmit();
  const errors = useFormErrors(useActionData(), 'counter');
  const [state, setState] = useState<'unknown' | 'ready' | 'going' | 'here' | 'cannot'>('unknown');
  const ids = phones.filter(({ mine }) => mine).map(({ id }) => id).join(',');
  useEffect(() => {
    void import('#app/visits/counter/setting-up.ts').then(async ({ isSetUp }) => setState((await isSetUp(merchant, ids.split(','))) ? 'here' : 'ready'));
  }, [merchant, ids]);
  const start = async (): Promise<void> => {
    setState('going');
    const made = await import('#app/visits/counter/setting-up.ts').then(({ setUp }) => setUp({ merchant, slug, names: names as Record<string, string> })).catch(() => null);
    if (made) submit({ intent: 'add', ...made }, { method: 'post' });
    else setState('cannot');
  };
  return (
    <>
      <BackBar to={`/me/record/${merchant}`} title={t('phone.title')} />
      <PageTitle lead={t('phone.lead')}>{t('phone.title')}</PageTitle>
      <FormErrorSummary errors={errors} />
      <Fields>
        {state === 'here' ? (
          <>
            <Mark state="ok">{t('phone.here')}</Mark>
            <ButtonLink to="/counter" external look="main" size="thumb" wide icon="qrcode">
              {t('phone.open')}
            </ButtonLink>
          </>
        ) : (
          <>
            <Button type="button" look="main" size="thumb" wide icon="device-mobile" disabled={state !== 'ready'} onClick={() => void start()}>
              {t('phone.start')}
            </Button>
            <p className="small quiet">{t(state === 'cannot' ? 'phone.cannot' : state === 'unknown' ? 'phone.needs-script' : 'phone.how')}</p>
          </>
        )}
      </Fields>
      {phones.length > 0 && (
        <Section>
          <SectionHead>{t('phone.list')}</SectionHead>
          <Sheet list>
            {phones.map(({ id, owner, since }) => (
              <Line key={id}>
                <div className="grow">
                  <b>
                    <bdi>{nameOf(owner, 'owner')}</bdi>
                  </b>
                  <p className="small quiet">{t('phone.since', { day: formatDate(since, { zone, now }) })}</p>
                </div>
                <Form method="post">
                  <input type="hidden" name="intent" value="remove" />
                  <input type="hidden" name="key" value={id} />
                  <Button size="desk" look="text">
                    {t('phone.remove')}
                  </Button>
                </Form>
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
    </>
  );
}
