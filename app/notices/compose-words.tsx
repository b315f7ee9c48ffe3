import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Fields, Select, TextArea } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { LineFold, SectionHead, Sheet } from '#app/components/page.tsx';
import { CONTENT_LANGUAGES, type ContentLanguage, directionOf, OWN_NAMES } from '#app/i18n/languages.ts';
import styles from './notices.module.css';
import { LIMITS } from './limits.ts';

export interface WordsProps {
  errors: FormErrors;
  /** Language of the original, as chosen now. */
  original: string;
  /** What was typed so far, by field: only the marks follow it, the fields keep their own words. */
  typed: Record<string, string>;
}

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
        <div className={styles.ifFixed}>
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
        <div className={styles.ifFixed}>
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
