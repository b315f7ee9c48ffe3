import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button } from '#app/components/button.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Mark } from '#app/components/mark.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { contentLanguageOf, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { withdrawNotice } from '#app/notices/commands.server.ts';
import { labelsOf } from '#app/notices/compose-labels.ts';
import { WordFields } from '#app/notices/compose-words.tsx';
import { FilesFields } from '#app/notices/compose-files.tsx';
import { readNoticeFiles } from '#app/notices/files.server.ts';
import { NoticeWords, useNoticeWords } from '#app/notices/notice-words.tsx';
import styles from '#app/notices/notices.module.css';
import { listSent } from '#app/notices/queries.server.ts';
import { NoticeSchema, WithdrawalSchema } from '#app/notices/schema.ts';
import { atOffice, notFound } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { sendFromOffice } from './notices.server.ts';
import { findOfficeMall } from './queries.server.ts';
import { reachOf } from './reach.ts';
import { spanText } from './shown-span.tsx';

export const handle = { i18n: ['office', 'notices', 'files'], title: (t) => t('notices:title.sent') } satisfies PageHandle;

export const loader = atOffice(async ({ request, office, actor, now }) => {
  const language = detectLanguage(request);
  const { mall } = await findOfficeMall(office, new URL(request.url).searchParams.get('mall'), now);
  if (!mall) throw notFound();
  const { notices } = await listSent({ mall: mall._id, actor, language, now });
  return { notices: notices.map(({ sums, ...notice }) => ({ ...notice, reach: reachOf(sums.delivered, sums.accounts) })), mall: { name: mall.name, slug: mall.slug, zone: mall.zone }, now, language: contentLanguageOf(language) };
});

export const action = atOffice(async ({ request, office, actor, now }) => {
  const form = await request.formData();
  const { mall } = await findOfficeMall(office, String(form.get('mall') ?? ''), now);
  if (!mall) throw notFound();
  const doing = { mall, actor, now };
  const back = () => redirect(`/office/${office}/notices?mall=${mall.slug}`);
  if (form.get('intent') === 'withdraw') {
    const withdrawal = WithdrawalSchema.and(z.object({ notice: z.string().max(64) }));
    return submitForm(form, withdrawal, async ({ notice, ...reason }) => {
      await withdrawNotice(doing, notice, reason);
      return back();
    }, { ...Object.fromEntries(form), language: contentLanguageOf(detectLanguage(request)) });
  }
  return submitForm(form, NoticeSchema, async (input) => {
    await sendFromOffice(doing, input, await readNoticeFiles(form));
    return back();
  }, { ...Object.fromEntries(form), class: 'information', to: ['mall'] });
});

/** What the office told the mall and how far it got, and a new one: information to everybody, shown as from the office. */
export default function OfficeNoticesRoute() {
  const { notices, mall, now, language } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['notices', 'office']);
  const { formatDateTime, formatNumber } = useFormats();
  const say = useNoticeWords(dayIn(new Date(now), mall.zone));
  const errors = useFormErrors(useActionData(), 'notices');
  const shown = useLanguage();
  const sending = useNavigation().state === 'submitting';
  const [typed, setTyped] = useState<Record<string, string>>(errors.refusal?.values ?? {});
  const remember = ({ target }: FormEvent<HTMLFormElement>) => {
    const { name, value } = target as unknown as HTMLInputElement;
    setTyped((before) => ({ ...before, [name]: value }));
  };
  return (
    <>
      <PageTitle lead={<bdi>{pickLocalized(mall.name, shown)?.text}</bdi>}>{t('title.list')}</PageTitle>
      <Section>
        <SectionHead under={t('sums.only')}>{t('title.sent')}</SectionHead>
        {notices.length === 0 ? (
          <Empty title={t('list.empty-sent')}>{t('list.empty-sent-text')}</Empty>
        ) : (
          <Sheet list>
            {notices.map(({ id, title, sentAt, withdrawn, reach }) => (
              <Line key={id}>
                <span className="grow">
                  {withdrawn && <Mark state="pause">{t('mark.withdrawn')}</Mark>} <NoticeWords words={say(title)} />
                  <small className="quiet">
                    {' '}
                    {formatDateTime(new Date(sentAt), { zone: mall.zone, now: new Date(now) })} · {reach.least === null ? t('office:notices.too-few') : t('office:notices.reach', { least: formatNumber(reach.least), of: formatNumber(reach.of), left: spanText(reach.undelivered) })}
                  </small>
                </span>
                {!withdrawn && (
                  <Form method="post">
                    <input type="hidden" name="mall" value={mall.slug} />
                    <input type="hidden" name="notice" value={id} />
                    <input name="reason" aria-label={t('withdraw.reason')} placeholder={t('withdraw.reason')} maxLength={300} className={styles.reason} dir="auto" />
                    <Button size="desk" name="intent" value="withdraw" disabled={sending}>
                      {t('withdraw.button')}
                    </Button>
                  </Form>
                )}
              </Line>
            ))}
          </Sheet>
        )}
      </Section>
      <KeptForm keep="office-notice" encType="multipart/form-data" className={styles.form} onInput={remember}>
        <input type="hidden" name="mall" value={mall.slug} />
        <div className={styles.inset}>
          <SectionHead under={t('office-send.under')}>{t('title.new')}</SectionHead>
          <FormErrorSummary errors={errors} labels={labelsOf(t as unknown as Parameters<typeof labelsOf>[0])} />
        </div>
        <WordFields errors={errors} original={typed.original ?? language} typed={typed} mayAsk={false} first={language} />
        <FilesFields errors={errors} first={language} />
        <div className={styles.inset}>
          <Button look="main" icon="send" name="intent" value="send" disabled={sending}>
            {t('office-send.button')}
          </Button>
        </div>
      </KeptForm>
    </>
  );
}
