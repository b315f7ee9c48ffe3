import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RadioTiles } from '#app/components/choice.tsx';
import { Field, FieldRow, Fields, Select, TextArea } from '#app/components/field.tsx';
import { FixedText } from '#app/components/fixed-text.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { LineFold, SectionHead, Sheet } from '#app/components/page.tsx';
import { CONTENT_LANGUAGES, type ContentLanguage, directionOf, OWN_NAMES } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { NoticeWords } from './notice-words.tsx';
import styles from './notices.module.css';
import { FIXED_TEMPLATES } from './rules.ts';
import { wordsOf } from './saying.ts';
import { LIMITS } from './limits.ts';

interface WordsProps {
  errors: FormErrors;
  /** Language of the original, as chosen now. */
  original: string;
  /** What was typed so far, by field: only the marks follow it, the fields keep their own words. */
  typed: Record<string, string>;
}

const FIXED_ICONS = { recall: 'box', water: 'droplet', fire: 'flame', building: 'building' } as const;

/** What somebody writes, in five languages, of which one is enough. All fields are there without script; CSS shows those of the chosen kind. */
export function WordFields({ mayAsk, ...props }: WordsProps & { mayAsk: boolean; first: string }) {
  const { t } = useTranslation('notices');
  const { errorOf, valueOf } = props.errors;
  return (
    <section className={styles.written}>
      <div className={styles.ifInformation}>
        <SectionHead under={t('compose.words-hint')}>{t('compose.words')}</SectionHead>
      </div>
      {mayAsk && (
        <div className={styles.ifMust}>
          <SectionHead under={t('compose.added-hint')}>{t('compose.field-added')}</SectionHead>
        </div>
      )}
      <div className={styles.inset}>
        <OriginalChoice {...props} />
      </div>
      <div className={styles.ifInformation}>
        <Languages {...props} main="title">
          {(language) => (
            <>
              <Field name={`title-${language}`} label={t('compose.field-title')} maxLength={LIMITS.title} lang={language} dir={directionOf(language)} autoComplete="off" defaultValue={valueOf(`title-${language}`)} error={errorOf(`title-${language}`)} />
              <TextArea name={`body-${language}`} label={t('compose.field-body')} maxLength={LIMITS.body} rows={4} lang={language} dir={directionOf(language)} defaultValue={valueOf(`body-${language}`)} error={errorOf(`body-${language}`)} optional />
            </>
          )}
        </Languages>
      </div>
      {mayAsk && (
        <div className={styles.ifMust}>
          <Languages {...props} main="added">
            {(language) => (
              <TextArea name={`added-${language}`} label={t('compose.field-added')} maxLength={LIMITS.added} rows={2} lang={language} dir={directionOf(language)} defaultValue={valueOf(`added-${language}`)} error={errorOf(`added-${language}`)} optional />
            )}
          </Languages>
        </div>
      )}
    </section>
  );
}

/** One of four fixed texts and its blanks. */
export function FixedFields({ today, ...props }: WordsProps & { today: string }) {
  const { t } = useTranslation('notices');
  const { errorOf, valueOf } = props.errors;
  const chosen = props.typed.fixed ?? valueOf('fixed', 'fire');
  return (
    <section className={styles.ifMust}>
      <div className={`${styles.inset} ${styles.stack}`}>
        <RadioTiles
          name="fixed"
          legend={t('compose.fixed')}
          hint={t('compose.fixed-hint')}
          columns={4}
          options={FIXED_TEMPLATES.map((value) => ({ value, label: t(`fixed.${value}.name`), icon: FIXED_ICONS[value] }))}
          defaultValue={chosen}
          error={errorOf('fixed')}
        />
        <FieldRow>
          <Field name="day" label={t('compose.day')} type="date" min={today} defaultValue={valueOf('day', today)} error={errorOf('day')} />
          <Field name="from" label={t('compose.from')} type="time" defaultValue={valueOf('from', '10:00')} error={errorOf('from')} />
          <Field name="until" label={t('compose.until')} type="time" defaultValue={valueOf('until', '11:00')} error={errorOf('until')} />
        </FieldRow>
        <FixedWords {...props} today={today} />
      </div>
    </section>
  );
}

/** The words that go out, with what is typed into their blanks. All four are there; CSS shows the chosen one. */
function FixedWords({ typed, errors: { valueOf }, today }: WordsProps & { today: string }) {
  const { t } = useTranslation('notices');
  const formats = useFormats();
  const language = useLanguage();
  const blank = (name: string, start: string) => typed[name] || valueOf(name, start) || start;
  const named = { day: blank('day', today), from: blank('from', '10:00'), until: blank('until', '11:00') };
  return (
    <div>
      <p className="small quiet">{t('compose.must-words-hint')}</p>
      {FIXED_TEMPLATES.map((template) => {
        const said = { template: `fixed.${template}`, named };
        const voice = { t, formats, language, today };
        return (
          <div key={template} data-fixed={template} className={styles.fixed}>
            <FixedText>
              <b>
                <NoticeWords words={wordsOf(said, voice)} />
              </b>
              <NoticeWords words={wordsOf(said, voice, 'body')} />
            </FixedText>
          </div>
        );
      })}
    </div>
  );
}

/** Which of the five the others are translations of. */
function OriginalChoice({ original, errors }: WordsProps) {
  const { t } = useTranslation('notices');
  return (
    <Select name="original" label={t('compose.original')} defaultValue={original} error={errors.errorOf('original')}>
      {CONTENT_LANGUAGES.map((language) => (
        <option key={language} value={language} lang={language}>
          {OWN_NAMES[language]}
        </option>
      ))}
    </Select>
  );
}

/** A fold for each language, the writer's own first, with its state beside its name; open where something is written or belongs. */
function Languages({ original, errors, typed, main, first, children }: WordsProps & { main: 'title' | 'added'; first: string; children: (language: ContentLanguage) => ReactNode }) {
  const { t } = useTranslation('notices');
  return (
    <Sheet>
      {[...CONTENT_LANGUAGES].sort((a, b) => Number(b === first) - Number(a === first)).map((language) => {
        const name = `${main}-${language}`;
        const written = Boolean(typed[name] ?? errors.valueOf(name));
        const isOriginal = language === original;
        return (
          <LineFold
            key={language}
            open={isOriginal || written || Boolean(errors.errorOf(name))}
            title={<span lang={language}>{OWN_NAMES[language]}</span>}
            aside={
              <Mark state={isOriginal || written ? 'ok' : 'new'} small>
                {t(isOriginal ? 'compose.state-original' : written ? 'compose.state-written' : 'compose.state-missing')}
              </Mark>
            }
          >
            <Fields plain>{children(language)}</Fields>
          </LineFold>
        );
      })}
    </Sheet>
  );
}
