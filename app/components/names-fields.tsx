import { CONTENT_LANGUAGES, directionOf, OWN_NAMES } from '#app/i18n/languages.ts';
import { Field, TextArea } from './field.tsx';
import type { FormErrors } from './form-errors.ts';

interface NamesFieldsProps {
  label: string;
  errors: FormErrors;
  /** `name-zh` … `name-en`, or another word before the language. */
  name?: string;
  maxLength?: number;
  /** Several lines each. */
  long?: boolean;
  /** Whether every language is asked for, and not just one of them. */
  every?: boolean;
}

/** A name, or a few words, in up to five languages, each in its own script; one is enough unless every one is asked for. */
export function NamesFields({ label, errors, name = 'name', maxLength, long = false, every = false }: NamesFieldsProps) {
  return CONTENT_LANGUAGES.map((language) => {
    const field = {
      name: `${name}-${language}`,
      label: (
        <>
          {label} · <bdi lang={language}>{OWN_NAMES[language]}</bdi>
        </>
      ),
      lang: language,
      dir: directionOf(language),
      optional: !every,
      maxLength,
      autoComplete: 'off',
      error: errors.errorOf(`${name}-${language}`),
      defaultValue: errors.valueOf(`${name}-${language}`),
    };
    return long ? <TextArea key={language} {...field} rows={2} /> : <Field key={language} {...field} />;
  });
}
