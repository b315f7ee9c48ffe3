import { Field } from '#app/components/field.tsx';
import { CONTENT_LANGUAGES, type Localized, OWN_NAMES } from '#app/i18n/languages.ts';
import type { Fill } from './part-form.tsx';

/** One name in the five languages that people write in. */
export function NameFields({ prefix, names, fill, optional = false }: { prefix: string; names: Localized; fill: Fill; optional?: boolean }) {
  return CONTENT_LANGUAGES.map((language) => (
    <Field
      key={language}
      name={`${prefix}-${language}`}
      label={OWN_NAMES[language]}
      lang={language}
      dir="auto"
      maxLength={120}
      optional={optional}
      defaultValue={fill.valueOf(`${prefix}-${language}`, names[language] ?? '')}
      error={fill.errorOf(`${prefix}-${language}`)}
    />
  ));
}
