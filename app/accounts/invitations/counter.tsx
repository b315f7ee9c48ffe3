import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Mark, type MarkState } from '#app/components/mark.tsx';
import { BackBar, PageTitle, Panel } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { confirmMember, wakeSlip } from './commands.server.ts';
import { counted } from './counted.server.ts';
import { type CounterSlip, findSlip, getCounterSlip } from './queries.server.ts';
import { spacedNumber } from './rules.ts';
import { NumberSchema } from './schema.ts';

export const handle = { i18n: ['members'], title: (t) => t('members:counter.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'members:wake' }, async ({ request, actor, mall, now }) => {
  const number = new URL(request.url).searchParams.get('number')?.replace(/\D/g, '') ?? '';
  return { number, back: `/m/${mall.slug}/visits`, slip: number.length === 8 ? await getCounterSlip(actor, mall, number, now) : null };
});

export const action = authorised({ can: 'members:wake' }, async ({ request, actor, mall, now }) =>
  submitForm(await request.formData(), NumberSchema, async ({ intent, number }) => {
    await counted('slip-number', actor.account, 'number');
    const slip = await findSlip(mall._id, number);
    if (!slip) throw new Refusal('members:refused.no-number', 'number');
    if (intent === 'wake') await wakeSlip(actor, slip, now);
    if (intent === 'confirm') await confirmMember(actor, slip, now);
    return redirect(`/m/${mall.slug}/counter?number=${number}`);
  }),
);

/** At the counter: a volunteer wakes the slip of whoever stands before her, or confirms as the second who somebody is. */
export default function CounterRoute() {
  const { number, slip, back } = useLoaderData<typeof loader>();
  const { t } = useTranslation('members');
  const errors = useFormErrors(useActionData<typeof action>(), 'members');
  return (
    <>
      <BackBar to={back} title={t('counter.title')} />
      <PageTitle lead={t('counter.lead')}>{t('counter.title')}</PageTitle>
      <Form method="post" noValidate>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ number: t('counter.number') }} />
          <Field key={number} name="number" label={t('counter.number')} hint={t('counter.number-hint')} error={errors.errorOf('number')} defaultValue={errors.valueOf('number', spacedNumber(number).trim())} inputMode="numeric" autoComplete="off" dir="ltr" />
          <Button name="intent" value="look" look={slip ? 'plain' : 'main'}>
            {t('counter.look')}
          </Button>
        </Fields>
      </Form>
      {number && !slip && <Empty title={t('refused.no-number')} />}
      {slip && <Slip slip={slip} />}
    </>
  );
}

const MARKS: Record<CounterSlip['state'], MarkState> = { sleeping: 'pause', awake: 'work', used: 'turn', confirmed: 'ok', over: 'bad' };

function Slip({ slip }: { slip: CounterSlip }) {
  const { t } = useTranslation('members');
  const language = useLanguage();
  const { shop, person, state, can, number } = slip;
  return (
    <Panel title={<bdi>{shop && pickLocalized(shop.names, language)?.text}</bdi>} aside={<bdi dir="ltr">{shop?.unit?.number}</bdi>}>
      <Fields plain>
        <Mark state={MARKS[state]}>{t(`state.${state}`, { minutes: slip.minutes })}</Mark>
        {person && <p>{t('counter.person', { name: pickLocalized(person, language)?.text ?? '' })}</p>}
        <p className="quiet">{can.wake ? t('counter.before-wake') : can.confirm ? t('counter.before-confirm') : t(`counter.next.${state}`)}</p>
        {(can.wake || can.confirm) && (
          <Form method="post">
            <input type="hidden" name="number" value={number} />
            <Button look="main" size="thumb" wide name="intent" value={can.wake ? 'wake' : 'confirm'}>
              {can.wake ? t('counter.wake') : t('counter.confirm')}
            </Button>
          </Form>
        )}
      </Fields>
    </Panel>
  );
}
