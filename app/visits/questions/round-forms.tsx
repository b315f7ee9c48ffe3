import { useTranslation } from 'react-i18next';
import { Mark } from '#app/components/mark.tsx';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { usePrograms, useProgramName } from '#app/components/program-name.ts';
import { useFormats } from '#app/i18n/react.ts';
import { DifferenceLine } from './difference-line.tsx';
import type { RoundForm } from './forms.server.ts';
import { InHerLanguage } from './in-her-language.tsx';

/** What each round's visits ask and note, and what is other than in the round before. */
export function RoundForms({ forms, today }: { forms: readonly RoundForm[]; today: string }) {
  const { t } = useTranslation('questions');
  const { formatDay } = useFormats();
  if (forms.length === 0) return null;
  return (
    <Section near id="forms">
      <SectionHead under={t('forms.text')}>{t('forms.title')}</SectionHead>
      <Sheet list label={t('forms.title')}>
        {forms.map((form) => (
          <Line key={form.round}>
            <div className="stack-2">
              <b>{t('forms.round', { number: form.round })}</b>
              <p className="small quiet">{t('forms.since', { day: formatDay(form.opensOn, { today }) })}</p>
              <Noted form={form} />
              <Differs form={form} />
            </div>
          </Line>
        ))}
      </Sheet>
    </Section>
  );
}

function Noted({ form: { needs, questions, version } }: { form: RoundForm }) {
  const { t } = useTranslation('questions');
  const { formatList } = useFormats();
  const nameOf = useProgramName();
  return (
    <>
      <p className="small">{t('forms.needs', { programs: formatList(usePrograms(needs).map(nameOf)) })}</p>
      <p className="small">{questions.length > 0 ? t('forms.asks', { version }) : t('forms.asks-nothing')}</p>
      {questions.map(({ id, words }) => (
        <p key={id}>
          <InHerLanguage words={words} />
        </p>
      ))}
    </>
  );
}

function Differs({ form: { differs } }: { form: RoundForm }) {
  const { t } = useTranslation('questions');
  const nameOf = useProgramName();
  if (!differs) return null;
  const { needs, questions } = differs;
  if (needs.added.length + needs.removed.length + questions.length === 0) return <p className="small quiet">{t('forms.same')}</p>;
  return (
    <>
      <p className="small quiet">{t('forms.differs')}</p>
      {[...needs.added, ...needs.removed].map((program) => (
        <p key={program}>
          <Mark state={needs.added.includes(program) ? 'ok' : 'pause'} small>
            {t(needs.added.includes(program) ? 'forms.noted' : 'forms.not-noted')}
          </Mark>{' '}
          {needs.added.includes(program) ? <ins>{nameOf(program)}</ins> : <del>{nameOf(program)}</del>}
        </p>
      ))}
      {questions.map((difference) => (
        <DifferenceLine key={difference.id} difference={difference} />
      ))}
    </>
  );
}
