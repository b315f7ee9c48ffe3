import { Form, useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Fields, Select, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { type FormErrors, useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Mark } from '#app/components/mark.tsx';
import { BackBar, Line, LineFold, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Quote } from '#app/components/quote.tsx';
import { CONTENT_LANGUAGES, type ContentLanguage, contentLanguageOf, directionOf, OWN_NAMES } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { LetterClock, LetterMark } from './letter-clock.tsx';
import { AnswerWords, SignedBy } from './letter-words.tsx';
import { MOST_ANSWER, MOST_QUESTION } from './limits.ts';
import type { LetterView } from './queries.server.ts';

interface AnsweringProps {
  letter: LetterView;
  back: string;
  zone: string;
  now: Date;
  today: string;
}

/** One letter before whoever answers it: office and council have the same page. */
export function Answering({ letter, back, zone, now, today }: AnsweringProps) {
  const { t } = useTranslation(['letters', 'common']);
  const { formatDay, zoneWord } = useFormats();
  const errors = useFormErrors(useActionData(), 'letters');
  const { clock, answer, open, published, words } = letter;
  const labels = Object.fromEntries(CONTENT_LANGUAGES.map((language) => [`answer-${language}`, `${t('letter.answer')}: ${t(`common:language.names.${language}`)}`]));
  return (
    <>
      <BackBar to={back} title={t(letter.toCouncil ? 'box.council' : 'box.office')} />
      <PageTitle above={<LetterMark clock={clock} published={published} open={open} />} lead={t('asked-on', { day: formatDay(letter.askedOn, { today }) })}>
        {t('box.one')}
      </PageTitle>
      <Section near>
        <Sheet>
          <Line as="div">
            <div className="stack-2">
              <Quote original={words} />
              <p className="small quiet">
                <SignedBy signature={letter.signature} /> · {t(open ? 'state.open' : 'state.closed')}
              </p>
            </div>
          </Line>
        </Sheet>
      </Section>
      {clock && (
        <Section near>
          <LetterClock clock={clock} zoneWord={zoneWord(zone, now)} />
        </Section>
      )}
      <Fields>
        <FormErrorSummary errors={errors} labels={{ ...labels, original: t('answer.original'), answer: t('letter.answer'), question: t('answer.question') }} />
      </Fields>
      {clock ? <AnswerForm open={open} errors={errors} /> : answer && <Answered letter={letter} errors={errors} />}
    </>
  );
}

function AnswerForm({ open, errors }: { open: boolean; errors: FormErrors }) {
  const { t } = useTranslation('letters');
  const own = contentLanguageOf(useLanguage());
  const original = errors.valueOf('original', own);
  return (
    <KeptForm keep="letter-answer">
      <Section near>
        <SectionHead under={t(open ? 'answer.under-open' : 'answer.under-closed')}>{t('letter.answer')}</SectionHead>
        <Fields>
          <Select name="original" label={t('answer.original')} defaultValue={original} error={errors.errorOf('original')}>
            {CONTENT_LANGUAGES.map((language) => (
              <option key={language} value={language} lang={language}>
                {OWN_NAMES[language]}
              </option>
            ))}
          </Select>
        </Fields>
      </Section>
      <Section near>
        <Sheet>
          {[...CONTENT_LANGUAGES].sort((a, b) => Number(b === own) - Number(a === own)).map((language) => {
            const name = `answer-${language}`;
            return (
              <LineFold key={language} title={<span lang={language}>{OWN_NAMES[language]}</span>} open={language === original || Boolean(errors.valueOf(name) || errors.errorOf(name))}>
                <Fields plain>
                  <TextArea name={name} label={t('letter.answer')} rows={5} maxLength={MOST_ANSWER} lang={language} dir={directionOf(language)} defaultValue={errors.valueOf(name)} error={errors.errorOf(name)} />
                </Fields>
              </LineFold>
            );
          })}
        </Sheet>
      </Section>
      <Section near>
        <Fields>
          {open && (
            <CheckboxLine name="keepClosed" under={t('answer.keep-closed-under')} defaultChecked={errors.valueOf('keepClosed') === 'on'}>
              {t('answer.keep-closed')}
            </CheckboxLine>
          )}
          <div>
            <Button look="main" name="act" value="answer" icon="send">
              {t(open ? 'answer.send-open' : 'answer.send')}
            </Button>
          </div>
        </Fields>
      </Section>
    </KeptForm>
  );
}

/** The answer as it stands, and a fold for every language that is still missing. */
function Answered({ letter: { answer, published, written, missing }, errors }: { letter: LetterView; errors: FormErrors }) {
  const { t } = useTranslation('letters');
  return (
    <>
      <Section near>
        <SectionHead under={t(published ? 'letter.is-public' : 'letter.not-public')}>{t('letter.answer')}</SectionHead>
        <Sheet>
          <Line as="div">{answer && <AnswerWords words={answer} />}</Line>
        </Sheet>
      </Section>
      <Section near>
        <SectionHead under={t('answer.languages-under')}>{t('answer.languages')}</SectionHead>
        <Sheet>
          {written.map((language) => (
            <Line key={language} as="div">
              <div className="row">
                <span className="grow" lang={language}>
                  {OWN_NAMES[language]}
                </span>
                <Mark state="ok" small>
                  {t('answer.written')}
                </Mark>
              </div>
            </Line>
          ))}
          {missing.map((language) => (
            <Missing key={language} language={language} errors={errors} />
          ))}
        </Sheet>
      </Section>
    </>
  );
}

function Missing({ language, errors }: { language: ContentLanguage; errors: FormErrors }) {
  const { t } = useTranslation('letters');
  const mine = errors.refusal?.values.language === language;
  const shown = { lang: language, dir: directionOf(language) };
  return (
    <LineFold
      open={mine}
      title={<span lang={language}>{OWN_NAMES[language]}</span>}
      aside={
        <Mark state="new" small>
          {t('answer.missing')}
        </Mark>
      }
    >
      <Form method="post">
        <input type="hidden" name="language" value={language} />
        <Fields plain>
          <TextArea {...shown} id={`f-answer-${language}`} name="answer" label={t('letter.answer')} rows={5} maxLength={MOST_ANSWER} defaultValue={mine ? errors.valueOf('answer') : ''} error={mine ? errors.errorOf('answer') : undefined} />
          <TextArea {...shown} id={`f-question-${language}`} name="question" label={t('answer.question')} rows={3} maxLength={MOST_QUESTION} optional defaultValue={mine ? errors.valueOf('question') : ''} error={mine ? errors.errorOf('question') : undefined} />
          <div>
            <Button name="act" value="translate">
              {t('answer.add')}
            </Button>
          </div>
        </Fields>
      </Form>
    </LineFold>
  );
}
