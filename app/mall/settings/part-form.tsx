import { useActionData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingPart } from '#models/mall-settings.server.ts';
import { Button, Buttons } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { type FormErrors, useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { ClockPreview } from './clock-source.server.ts';
import { ComingChanges } from './coming-changes.tsx';
import { MeetingPanel, type MeetingView } from './meeting-panel.tsx';
import { PreviewStrip } from './preview-strip.tsx';
import type { ComingLine, SettingLine } from './queries.server.ts';
import { SettingLines } from './setting-lines.tsx';

export interface PartView {
  part: SettingPart;
  today: string;
  /** The day whose settings the form is filled from. */
  on: string;
  /** The versions that the page shows. */
  stand: string;
  coming: ComingLine[];
  zone: string;
  now: Date;
  base: string;
  lines: SettingLine[];
}

interface Answer {
  values?: Record<string, string>;
  preview?: ClockPreview | null;
  meeting?: MeetingView;
}

/** What was typed and sent, whether it was refused or only looked at; else what holds now. */
export interface Fill extends FormErrors {
  checked: (name: string, start: boolean) => boolean;
}

export function useFill(): Fill & { preview: ClockPreview | null; meeting: MeetingView | null } {
  const answer = useActionData() as Answer | undefined;
  const errors = useFormErrors(answer, 'settings');
  // What met another's change was refused, and stands as long as any refusal.
  const refused = errors.refusal as Answer | undefined;
  const sent = refused?.values ?? answer?.values;
  return {
    ...errors,
    valueOf: (name, start) => sent?.[name] ?? start,
    checked: (name, start) => (sent ? sent[name] === 'on' : start),
    preview: answer?.preview ?? null,
    meeting: refused?.meeting ?? null,
  };
}

/** What she has before her, for the command to compare; after a meeting also what she was shown. A refused form keeps the old stand: it was typed upon that. */
export function SeenVersions({ view: { stand, on }, fill: { meeting, valueOf } }: { view: Pick<PartView, 'stand' | 'on'>; fill: Pick<ReturnType<typeof useFill>, 'meeting' | 'valueOf'> }) {
  const hidden = { seen: meeting?.stand ?? valueOf('seen', stand), knows: meeting?.stand ?? valueOf('knows', ''), on: valueOf('on', on) };
  return Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value ?? ''} />);
}

/** Around the form of every part: what it is, its fields, from when on, what it would do, what was set before. */
export function PartForm({ view, fill, children, labels, clocks = false, wide = false }: { view: PartView; fill: ReturnType<typeof useFill>; children: ReactNode; labels?: Record<string, ReactNode>; clocks?: boolean; wide?: boolean }) {
  const { t } = useTranslation(['settings', 'common']);
  const { part, today, on, base, lines, coming, zone, now } = view;
  const { preview, meeting } = fill;
  return (
    <>
      <BackBar to={base} title={t(`part.${part}.name`)} />
      <PageTitle lead={t(`part.${part}.lead`)}>{t(`part.${part}.name`)}</PageTitle>
      {preview && <PreviewStrip preview={preview} zone={zone} now={now} />}
      {!meeting && <ComingChanges part={part} base={base} coming={coming} zone={zone} now={now} />}
      <KeptForm key={on} keep={`${part}-${on}`}>
        <SeenVersions view={view} fill={fill} />
        {meeting && <MeetingPanel part={part} meeting={meeting} zone={zone} now={now} />}
        <Fields>
          {!meeting && <FormErrorSummary errors={fill} labels={{ from: t('from.label'), ...labels }} />}
          {wide ? null : children}
        </Fields>
        {wide && children}
        <Fields>
          <Field name="from" type="date" label={t('from.label')} hint={t('from.hint')} min={today} defaultValue={fill.valueOf('from', on)} error={fill.errorOf('from')} dir="ltr" />
          <Buttons>
            <Button look="main" size="desk" name="intent" value="save">
              {t('common:button.save')}
            </Button>
            {clocks && (
              <Button size="desk" name="intent" value="preview" icon="clock">
                {t('preview.button')}
              </Button>
            )}
          </Buttons>
        </Fields>
      </KeptForm>
      {lines.length > 0 && (
        <Section>
          <SectionHead>{t('history.title')}</SectionHead>
          <Sheet list>
            <SettingLines lines={lines} zone={zone} now={now} />
          </Sheet>
        </Section>
      )}
    </>
  );
}
