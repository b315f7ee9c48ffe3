import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons } from '#app/components/button.tsx';
import { Field, FieldError, Fields, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { useFormats } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { importDays, ImportMeeting, readUpload } from './import-days.server.ts';
import { MeetingPanel } from './meeting-panel.tsx';
import { SeenVersions, useFill } from './part-form.tsx';
import { meetingAnswer, partPage } from './part.server.ts';
import { PreviewStrip } from './preview-strip.tsx';
import { writeSpans } from './rules.ts';
import { ImportSchema } from './schema.ts';

export const handle = { i18n: ['settings'], title: (t) => t('settings:import.name'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall, now }) => (await partPage(request, mall, 'calendar', now)).view);

/** First what was understood and what it would do; saved only by the second button, from the text that was shown. */
export const action = authorised({ can: 'mall:manage' }, async ({ request, mall, actor, now }) => {
  const form = await request.formData();
  return submitForm(
    form,
    ImportSchema,
    async ({ from, intent, seen, knows }) => {
      if (intent === 'theirs') return redirect(`/m/${mall.slug}/manage/settings`);
      const text = await readUpload(form);
      try {
        const answer = await importDays({ mall, actor, now }, { text, from, save: intent === 'save', seen, knows });
        return typeof answer === 'string' ? redirect(`/m/${mall.slug}/manage/settings?saved=calendar&state=${answer}`) : answer;
      } catch (error) {
        if (error instanceof ImportMeeting) return meetingAnswer(error.met, { part: 'calendar', mall, value: error.value, from, seen, values: { ...formValues(form), text }, now });
        throw error;
      }
    },
  );
});

export default function CalendarImportRoute() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation(['settings', 'common']);
  const { formatDay } = useFormats();
  const errors = useFill();
  const { meeting } = errors;
  const read = answer && 'read' in answer ? answer : null;
  return (
    <>
      <BackBar to={`${view.base}/calendar`} title={t('import.name')} />
      <PageTitle lead={t('import.lead')}>{t('import.name')}</PageTitle>
      <KeptForm encType="multipart/form-data" keep="import">
        <SeenVersions view={view} fill={errors} />
        {meeting && <MeetingPanel part="calendar" meeting={meeting} zone={view.zone} now={view.now} />}
        <Fields>
          {!meeting && <FormErrorSummary errors={errors} labels={{ file: t('import.file'), text: t('import.text'), from: t('from.label') }} />}
          <div>
            <label htmlFor="f-file">{t('import.file')}</label>
            <input id="f-file" type="file" name="file" accept=".ics,.csv,text/calendar,text/csv" />
            {errors.errorOf('file') && <FieldError id="f-file-error">{errors.errorOf('file')}</FieldError>}
          </div>
          <TextArea name="text" label={t('import.text')} hint={`${t('import.format')} ${t('import.repeats')}`} rows={6} dir="ltr" optional defaultValue={read?.text ?? errors.valueOf('text', '')} key={read?.text ?? ''} error={errors.errorOf('text')} />
          <Field name="from" type="date" label={t('from.label')} hint={t('from.hint')} min={view.today} defaultValue={read?.from ?? errors.valueOf('from', view.on)} error={errors.errorOf('from')} dir="ltr" />
          <Buttons>
            <Button size="desk" look={read ? 'plain' : 'main'} name="intent" value="preview" icon="eye">
              {t('import.try')}
            </Button>
            {read && read.fresh.length > 0 && (
              <Button size="desk" look="main" name="intent" value="save">
                {t('import.save', { count: read.fresh.length })}
              </Button>
            )}
          </Buttons>
        </Fields>
      </KeptForm>
      {read && (
        <Section>
          <SectionHead under={read.fresh.length === 0 ? t('import.nothing-new') : undefined}>{t('import.found', { count: read.read.days.length })}</SectionHead>
          {read.fresh.length > 0 && read.preview && <PreviewStrip preview={read.preview} zone={view.zone} now={view.now} />}
          <Sheet list>
            {read.read.skipped.map(({ line, why }) => (
              <Line key={`s${line}`}>
                <b>{t('import.line', { line })}</b> · {t(`import.why.${why}`)}
              </Line>
            ))}
            {read.read.days.map(({ day, spans, name }) => (
              <Line key={day}>
                {formatDay(day)} · {spans.length > 0 ? t('calendar.works', { hours: writeSpans(spans) }) : t('calendar.closed')} {name && <bdi>· {name}</bdi>}
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
    </>
  );
}
