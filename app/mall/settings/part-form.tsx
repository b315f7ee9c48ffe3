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
import { Strip } from '#app/components/states.tsx';
import type { ClockPreview } from './clock-source.server.ts';
import type { SettingLine } from './queries.server.ts';
import { SettingLines } from './setting-lines.tsx';

export interface PartView {
  part: SettingPart;
  today: string;
  zone: string;
  now: Date;
  base: string;
  lines: SettingLine[];
}

interface Answer {
  values?: Record<string, string>;
  preview?: ClockPreview | null;
}

/** What was typed and sent, whether it was refused or only looked at; else what holds now. */
export interface Fill extends FormErrors {
  checked: (name: string, start: boolean) => boolean;
}

export function useFill(): Fill & { preview: ClockPreview | null } {
  const answer = useActionData() as Answer | undefined;
  const errors = useFormErrors(answer, 'settings');
  const sent = errors.refusal?.values ?? answer?.values;
  return {
    ...errors,
    valueOf: (name, start) => sent?.[name] ?? start,
    checked: (name, start) => (sent ? sent[name] === 'on' : start),
    preview: answer?.preview ?? null,
  };
}

/** Around the form of every part: what it is, its fields, from when on, what it would do, what was set before. */
export function PartForm({ view, fill, children, labels, clocks = false, wide = false }: { view: PartView; fill: ReturnType<typeof useFill>; children: ReactNode; labels?: Record<string, ReactNode>; clocks?: boolean; wide?: boolean }) {
  const { t } = useTranslation(['settings', 'common']);
  const { part, today, base, lines, zone, now } = view;
  const { preview } = fill;
  return (
    <>
      <BackBar to={base} title={t(`part.${part}.name`)} />
      <PageTitle lead={t(`part.${part}.lead`)}>{t(`part.${part}.name`)}</PageTitle>
      {preview && (
        <Strip tone={preview.over > 0 ? 'warn' : 'news'} icon="clock" title={t('preview.title', { count: preview.open })} live>
          <span className="small">
            {t('preview.earlier', { count: preview.earlier })} · {t('preview.later', { count: preview.later })} · {t('preview.over', { count: preview.over })}
          </span>
        </Strip>
      )}
      <KeptForm keep={part}>
        <Fields>
          <FormErrorSummary errors={fill} labels={{ from: t('from.label'), ...labels }} />
          {wide ? null : children}
        </Fields>
        {wide && children}
        <Fields>
          <Field name="from" type="date" label={t('from.label')} hint={t('from.hint')} min={today} defaultValue={fill.valueOf('from', today)} error={fill.errorOf('from')} dir="ltr" />
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
