import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useNavigation, useParams } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { RadioTiles } from '#app/components/choice.tsx';
import { FieldError } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { BackBar, Columns, Dock } from '#app/components/page.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { CONTENT_LANGUAGES, contentLanguageOf } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { getComposer } from './composing.server.ts';
import { ComposerAside } from './compose-aside.tsx';
import { PlaceChoice } from './compose-places.tsx';
import { FixedFields, WordFields } from './compose-words.tsx';
import styles from './notices.module.css';
import { noticeOfForm, NoticeSchema } from './schema.ts';
import { sendNotice } from './sending.server.ts';

export const handle = { i18n: ['notices'], title: (t) => t('notices:title.new'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'notices:send' }, async ({ request, actor, mall, now }) => {
  const composer = await getComposer({ mall: mall._id, actor, now }, new URL(request.url).searchParams.getAll('to'));
  return { ...composer, today: dayIn(now, mall.zone), language: contentLanguageOf(detectLanguage(request)) };
});

export const action = authorised({ can: 'notices:send' }, async ({ request, actor, mall, now }) => {
  const form = await request.formData();
  const send = async (input: Parameters<typeof sendNotice>[1]) => redirect(`/m/${mall.slug}/notices/${await sendNotice({ mall, actor, now }, input)}`);
  return submitForm(form, NoticeSchema, send, noticeOfForm(form));
});

/** To whom first, by addresses that work without script; then kind and words; the button names the receivers. */
export default function ComposeRoute() {
  const { places, to, reach, mayAsk, today, language } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['notices', 'common']);
  const { mall } = useParams();
  const shown = useLanguage();
  const errors = useFormErrors(useActionData(), 'notices');
  const { errorOf, valueOf } = errors;
  const sending = useNavigation().state === 'submitting';
  const [typed, setTyped] = useState<Record<string, string>>(errors.refusal?.values ?? {});
  const remember = ({ target }: FormEvent<HTMLFormElement>) => {
    const { name, value } = target as unknown as HTMLInputElement;
    setTyped((before) => ({ ...before, [name]: value }));
  };
  const start = { original: valueOf('original', language) ?? language, class: valueOf('class', 'information') ?? 'information' };
  const kind = typed.class ?? start.class;
  const original = typed.original ?? start.original;
  const classes = [
    { value: 'information', label: t('class.information'), under: t('compose.information-hint') },
    ...(mayAsk ? [{ value: 'must-acknowledge', label: t('class.must-acknowledge'), under: t('compose.must-hint') }] : []),
  ];
  return (
    <>
      <Columns aside>
        <div>
          <BackBar to={`/m/${mall}/notices`} title={t('title.new')} />
          <h1 className="visually-hidden">{t('title.new')}</h1>
          <PlaceChoice places={places} to={to} reach={reach} />
          {errorOf('to') && (
            <div className={styles.inset}>
              <FieldError id="f-to">{errorOf('to')}</FieldError>
            </div>
          )}
          <KeptForm keep="notice" id="notice" className={styles.form} onInput={remember}>
            {to.map((place) => (
              <input key={place} type="hidden" name="to" value={place} />
            ))}
            <div className={styles.inset}>
              <FormErrorSummary errors={errors} labels={labelsOf(t)} />
              <RadioTiles name="class" legend={t('compose.class')} look="ring" options={classes} defaultValue={start.class} error={errorOf('class')} />
            </div>
            {mayAsk && <FixedFields errors={errors} original={original} today={today} typed={typed} />}
            <WordFields errors={errors} original={original} typed={typed} mayAsk={mayAsk} first={language} />
          </KeptForm>
        </div>
        <ComposerAside reach={reach} grids={places.grids} typed={typed} kind={kind} language={shown} today={today} />
      </Columns>
      <Dock note={t('compose.after')}>
        <Button form="notice" look="main" size="thumb" icon="send" disabled={sending}>
          {reach ? t('compose.send', { count: reach.shops }) : t('compose.send-none')}
        </Button>
      </Dock>
    </>
  );
}

function labelsOf(t: ReturnType<typeof useTranslation<['notices', 'common']>>['t']): Record<string, string> {
  const fields = { title: t('compose.field-title'), body: t('compose.field-body'), added: t('compose.field-added') };
  const worded = CONTENT_LANGUAGES.flatMap((language) => Object.entries(fields).map(([name, label]) => [`${name}-${language}`, `${label}: ${t(`common:language.names.${language}`)}`]));
  const plain = { to: t('compose.to'), class: t('compose.class'), fixed: t('compose.fixed'), day: t('compose.day'), from: t('compose.from'), until: t('compose.until') };
  return { ...plain, original: t('compose.original'), ...Object.fromEntries(worded) };
}
