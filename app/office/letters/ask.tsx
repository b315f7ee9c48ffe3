import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { RadioTiles, Switch } from '#app/components/choice.tsx';
import { Fields, Select, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Icon } from '#app/components/icon.tsx';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, Dock, Narrow, PageTitle, Says, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { findShops } from '#app/mall/queries.server.ts';
import { confirmedShopsIn } from '#app/platform/actor.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { languageOf } from '#app/requests/language-of.ts';
import { screenLanguage } from '#app/requests/reading.server.ts';
import { askLetter } from './commands.server.ts';
import { MOST_QUESTION } from './limits.ts';
import { addresseesOf } from './queries.server.ts';
import { LETTER_LIMIT } from './rules.ts';
import { AskLetterSchema } from './schema.ts';

export const handle = { i18n: ['letters'], title: (t) => t('letters:ask.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'requests:ask' }, async ({ mall, actor }) => {
  const shops = await findShops(mall._id, confirmedShopsIn(actor, mall._id));
  return { ...(await addresseesOf(mall)), hours: LETTER_LIMIT / 60, shops: [...shops.values()].map(({ merchant, names, unit }) => ({ merchant, names, unit: unit?.number ?? '' })), base: `/m/${mall.slug}` };
});

export const action = authorised({ can: 'requests:ask' }, async ({ request, mall, actor, known, now }) =>
  submitForm(await request.formData(), AskLetterSchema, async ({ words, ...input }) => {
    if ((await takePoint('ask', actor.account)) > 0) throw new Refusal('letters:refused.too-many');
    const id = await askLetter({ mall, actor, now }, { ...input, words: { words, language: languageOf(words, screenLanguage(request, mall, known)) } });
    return redirect(`/m/${mall.slug}/letters/${id}`);
  }),
);

/** A question to the office, or a letter to the council: whom, the words, whether all may read it, and how it is signed. */
export default function AskLetterRoute() {
  const { office, hours, shops, base } = useLoaderData<typeof loader>();
  const { t } = useTranslation('letters');
  const { formatUnit } = useFormats();
  const language = useLanguage();
  const errors = useFormErrors(useActionData(), 'letters');
  const council = { value: 'council', label: t('to.council'), under: t('to.council-under'), icon: 'messages' } as const;
  const options = office ? [{ value: 'office', label: t('to.office'), under: <bdi>{pickLocalized(office, language)?.text}</bdi>, icon: 'building-community' } as const, council] : [council];
  return (
    <KeptForm>
      <Narrow>
        <BackBar to={`${base}/letters`} title={t('ask.title')} />
        <PageTitle lead={t('ask.lead')}>{t('ask.title')}</PageTitle>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ to: t('ask.to'), words: t('ask.words'), signed: t('ask.signed') }} />
          <RadioTiles name="to" legend={t('ask.to')} options={options} error={errors.errorOf('to')} defaultValue={errors.valueOf('to', options[0]?.value)} />
          <TextArea name="words" label={t('ask.words')} hint={t('ask.words-hint')} rows={5} maxLength={MOST_QUESTION} error={errors.errorOf('words')} defaultValue={errors.valueOf('words')} />
          <Select name="signed" label={t('ask.signed')} hint={t('ask.signed-hint')} error={errors.errorOf('signed')} defaultValue={errors.valueOf('signed', 'nobody')}>
            <option value="nobody">{t('signed.nobody')}</option>
            <option value="name">{t('signed.name')}</option>
            {shops.map(({ merchant, names, unit }) => (
              <option key={merchant} value={merchant}>
                {unit} {pickLocalized(names, language)?.text}
              </option>
            ))}
          </Select>
        </Fields>
        <Section near>
          <Sheet list>
            <li>
              <Switch name="open" icon="eye" under={t('ask.open-under')} defaultChecked={errors.valueOf('open') === 'on'}>
                {t('ask.open')}
              </Switch>
            </li>
            <Says lead={<Icon name="lock" />} under={t('ask.sees-under')}>
              {t('ask.sees')}
            </Says>
          </Sheet>
        </Section>
        <Dock noteAfter note={t('ask.promise', { duration: formatUnit(hours, 'working-hour') })}>
          <Button look="main" size="thumb" wide icon="send">
            {t('ask.send')}
          </Button>
        </Dock>
      </Narrow>
    </KeptForm>
  );
}
