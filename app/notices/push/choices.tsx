import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, FieldRow, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import { Strip } from '#app/components/states.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { addPhone, ChoiceSchema, chooseNotices, getChoice, PhoneSchema, removePhones } from './choosing.server.ts';
import { PushSwitch } from './push-switch.tsx';
import { vapidPublicKey } from './vapid.server.ts';
import { MUTABLE } from './when.ts';

export const handle = { i18n: ['notices'], title: (t) => t('notices:choices.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'notices:read' }, async ({ mall, actor, session, now }) => ({
  choice: await getChoice(mall._id, actor.account),
  // A phone that others use too, or that isn't hers, keeps nothing.
  key: session.device === 'mine' ? vapidPublicKey() : null,
  zone: mall.zone,
  now,
}));

export const action = authorised({ can: 'notices:read' }, async ({ request, mall, actor, session, now }) => {
  const form = await request.formData();
  const doing = { mall, actor, now };
  const back = () => redirect(`/m/${mall.slug}/notices/choices?saved=1`);
  const intent = form.get('intent');
  if (intent === 'push-on' && session.device === 'mine') {
    return submitForm(form, PhoneSchema, async ({ endpoint }) => {
      await addPhone(doing, endpoint);
      return back();
    });
  }
  if (intent === 'push-off') {
    const endpoint = PhoneSchema.safeParse({ endpoint: form.get('endpoint') });
    await removePhones(doing, endpoint.success ? endpoint.data.endpoint : undefined);
    return back();
  }
  return submitForm(form, ChoiceSchema, async (input) => {
    await chooseNotices(doing, input);
    return back();
  }, { ...Object.fromEntries(form), kinds: form.getAll('kinds') });
});

/** Which kinds ring her phone, when, and whether this phone is one of them. In the list stands everything all the same. */
export default function ChoicesRoute() {
  const { choice, key, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['notices', 'common']);
  const { zoneWord } = useFormats();
  const { mall } = useParams();
  const errors = useFormErrors(useActionData(), 'notices');
  const { errorOf, valueOf } = errors;
  return (
    <>
      <BackBar to={`/m/${mall}/notices`} title={t('title.list')} />
      <PageTitle lead={t('choices.lead')}>{t('choices.title')}</PageTitle>
      <Strip tone="news" icon="info-circle" title={t('choices.emergency')} />
      <Section>
        <SectionHead under={t('choices.phone-under')}>{t('choices.phone')}</SectionHead>
        <Fields>
          <p>{t('choices.phones', { count: choice.phones })}</p>
          {key ? <PushSwitch publicKey={key} /> : <p className="small quiet">{t('choices.not-mine')}</p>}
          {choice.phones > 0 && (
            <Form method="post">
              <Button name="intent" value="push-off">
                {t('choices.off-all')}
              </Button>
            </Form>
          )}
        </Fields>
      </Section>
      <KeptForm keep="choices">
        <Section>
          <SectionHead>{t('choices.kinds')}</SectionHead>
          <Fields>
            <FormErrorSummary errors={errors} labels={{ quietFrom: t('choices.quiet-from'), quietUntil: t('choices.quiet-until'), digestAt: t('choices.digest') }} />
            {MUTABLE.map((kind) => (
              <CheckboxLine key={kind} name="kinds" value={kind} defaultChecked={!choice.off.includes(kind)}>
                {t(`class.${kind}`)}
              </CheckboxLine>
            ))}
            <FieldRow>
              <Field name="quietFrom" type="time" label={t('choices.quiet-from')} hint={zoneWord(zone, new Date(now))} defaultValue={valueOf('quietFrom', choice.quietFrom)} error={errorOf('quietFrom')} optional />
              <Field name="quietUntil" type="time" label={t('choices.quiet-until')} hint={zoneWord(zone, new Date(now))} defaultValue={valueOf('quietUntil', choice.quietUntil)} error={errorOf('quietUntil')} optional />
            </FieldRow>
            <Field name="digestAt" type="time" label={t('choices.digest')} hint={t('choices.digest-hint')} defaultValue={valueOf('digestAt', choice.digestAt)} error={errorOf('digestAt')} optional />
            <Button look="main" name="intent" value="choose">
              {t('common:button.save')}
            </Button>
          </Fields>
        </Section>
      </KeptForm>
    </>
  );
}
