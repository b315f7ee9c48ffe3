import { Field } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { CONTENT_LANGUAGES, directionOf, OWN_NAMES } from '#app/i18n/languages.ts';

/** A name in up to five languages, each in its own script; one is enough. */
export function NamesFields({ label, errors }: { label: string; errors: FormErrors }) {
  return CONTENT_LANGUAGES.map((language) => (
    <Field
      key={language}
      name={`name-${language}`}
      label={
        <>
          {label} · <bdi lang={language}>{OWN_NAMES[language]}</bdi>
        </>
      }
      lang={language}
      dir={directionOf(language)}
      optional
      autoComplete="off"
      error={errors.errorOf(`name-${language}`)}
      defaultValue={errors.valueOf(`name-${language}`)}
    />
  ));
}
