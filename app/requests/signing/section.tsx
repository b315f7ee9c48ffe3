import { useTranslation } from 'react-i18next';
import { Field } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { ActForm } from '../act-form.tsx';
import type { RequestDetail } from '../detail.server.ts';
import { Files } from '../history-view.tsx';
import { SignPad } from './pad.tsx';

const MOST_NAME = 80;

/** What its kind wants to be shown with: a signature of whoever received it, drawn or typed. */
export function SignSection({ detail, at, errors, now }: { detail: RequestDetail; at: string; errors: FormErrors; now: Date }) {
  const { t } = useTranslation(['case', 'common']);
  const { formatDateTime } = useFormats();
  const language = useLanguage();
  const { signed, can, mine, zone } = detail;
  if (detail.evidence !== 'signature' || (!signed && !can.sign)) return null;
  const refused = errors.refusal?.values.intent === 'sign';
  return (
    <Section id="sign">
      <SectionHead under={t('case:sign.under')}>{t('case:sign.title')}</SectionHead>
      <Sheet>
        {signed && (
          <Line as="div">
            <Mark state="ok">{t('case:sign.signed')}</Mark>
            <p className="small quiet">
              {formatDateTime(signed.at, { zone, now })} · <bdi>{signed.by?.you ? t('common:state.you') : pickLocalized(signed.by?.names ?? {}, language)?.text}</bdi>
            </p>
            {signed.words && (
              <p className="strong" lang={signed.words.language} dir="auto">
                {signed.words.words}
              </p>
            )}
            <Files files={signed.files} at={at} />
          </Line>
        )}
        {can.sign && (
          <ActForm key={signed?.seq ?? 0} intent="sign" icon="signature" button={t(signed ? 'case:sign.sign-again' : 'case:sign.sign')} encType="multipart/form-data">
            <SignPad label={t(mine ? 'case:sign.draw' : 'case:sign.draw-here')} />
            <Field name="words" id={refused ? 'f-words' : 'f-sign'} maxLength={MOST_NAME} autoComplete="off" optional={mine} label={t(mine ? 'case:sign.name' : 'case:sign.name-here')} hint={t('case:sign.hint')} error={refused ? errors.errorOf('words') : undefined} defaultValue={refused ? errors.valueOf('words') : undefined} />
          </ActForm>
        )}
      </Sheet>
    </Section>
  );
}
