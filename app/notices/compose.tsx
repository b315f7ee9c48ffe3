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
import { contentLanguageOf } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { getComposer } from './composing.server.ts';
import { ComposerAside } from './compose-aside.tsx';
import { PlaceChoice } from './compose-places.tsx';
import { FilesFields } from './compose-files.tsx';
import { labelsOf } from './compose-labels.ts';
import { EmergencyFields, FixedFields } from './compose-fixed.tsx';
import { WhenFields } from './compose-when.tsx';
import { WordFields } from './compose-words.tsx';
import { readNoticeFiles } from './files.server.ts';
import styles from './notices.module.css';
import { needsSecond, type NoticeClass } from './rules.ts';
import { noticeOfForm, NoticeSchema } from './schema.ts';
import { sendNotice } from './sending.server.ts';

export const handle = { i18n: ['notices', 'files'], title: (t) => t('notices:title.new'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'notices:send' }, async ({ request, actor, mall, now }) => {
  const composer = await getComposer({ mall, actor, now }, new URL(request.url).searchParams.getAll('to'));
  return { ...composer, today: dayIn(now, mall.zone), zone: mall.zone, language: contentLanguageOf(detectLanguage(request)) };
});

export const action = authorised({ can: 'notices:send' }, async ({ request, actor, mall, now }) => {
  const form = await request.formData();
  const send = async (input: Parameters<typeof sendNotice>[1]) => redirect(`/m/${mall.slug}/notices/${await sendNotice({ mall, actor, now }, input, { files: await readNoticeFiles(form) })}`);
  return submitForm(form, NoticeSchema, send, noticeOfForm(form));
});

/** To whom first, by addresses that work without script; then kind and words; the button names the receivers. */
export default function ComposeRoute() {
  const { places, to, reach, mayAsk, today, language, zone } = useLoaderData<typeof loader>();
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
    ...(mayAsk
      ? [
          { value: 'must-acknowledge', label: t('class.must-acknowledge'), under: t('compose.must-hint') },
          { value: 'emergency', label: t('class.emergency'), under: t('compose.emergency-hint') },
        ]
      : []),
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
          <KeptForm keep="notice" id="notice" encType="multipart/form-data" className={styles.form} onInput={remember}>
            {to.map((place) => (
              <input key={place} type="hidden" name="to" value={place} />
            ))}
            <div className={styles.inset}>
              <FormErrorSummary errors={errors} labels={labelsOf(t)} />
              <RadioTiles name="class" legend={t('compose.class')} look="ring" options={classes} defaultValue={start.class} error={errorOf('class')} />
            </div>
            {mayAsk && <FixedFields errors={errors} original={original} today={today} typed={typed} />}
            {mayAsk && <EmergencyFields errors={errors} original={original} today={today} typed={typed} />}
            <WordFields errors={errors} original={original} typed={typed} mayAsk={mayAsk} first={language} />
            <FilesFields errors={errors} first={language} />
            <WhenFields errors={errors} today={today} zone={zone} mayShow={to.includes('mall')} />
          </KeptForm>
        </div>
        <ComposerAside reach={reach} grids={places.grids} language={shown} />
      </Columns>
      <Dock note={t('compose.after')}>
        <Button form="notice" look="main" size="thumb" icon="send" disabled={sending}>
          {needsSecond(kind as NoticeClass, (kind === 'emergency' ? (typed.emergency ?? 'fire') : (typed.fixed ?? 'water')) as 'fire') ? t('compose.propose') : reach ? (reach.shops > 0 ? t('compose.send', { count: reach.shops }) : t('compose.send-people', { count: reach.accounts })) : t('compose.send-none')}
        </Button>
      </Dock>
    </>
  );
}
