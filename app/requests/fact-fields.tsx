import { useTranslation } from 'react-i18next';
import { DefinitionList } from '#app/components/facts.tsx';
import { Field, Select } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { useFormats } from '#app/i18n/react.ts';
import { factName } from './fact-names.ts';
import type { FactField, RequestFacts } from './engine/facts.ts';

interface FieldsProps {
  fields: readonly FactField[];
  facts?: RequestFacts;
  errors: FormErrors;
}

/** What a kind asks for beside the sentence; every field may stay empty. */
export function FactFields({ fields, facts = {}, errors }: FieldsProps) {
  const { t } = useTranslation(['programs', 'requests']);
  return fields.map((field) => {
    const name = factName(field.id);
    const around = { name, label: t(`fact.${field.id as 'thing'}`), optional: true, error: errors.errorOf(name), defaultValue: errors.valueOf(name, String(facts[field.id] ?? '')) };
    if (field.type === 'choice') {
      return (
        <Select key={field.id} {...around}>
          <option value="">{t('requests:facts.unset')}</option>
          {field.options.map((option) => (
            <option key={option} value={option}>
              {t(`option.${option as 'ladder'}`)}
            </option>
          ))}
        </Select>
      );
    }
    if (field.type === 'day') return <Field key={field.id} {...around} type="date" dir="ltr" />;
    return <Field key={field.id} {...around} inputMode="numeric" maxLength={String(field.max).length} dir="ltr" autoComplete="off" />;
  });
}

/** Facts in the reader's own words; nothing where none is known. */
export function FactList({ fields, facts }: { fields: readonly FactField[]; facts: RequestFacts }) {
  const { t } = useTranslation('programs');
  const { formatDay, formatNumber } = useFormats();
  const known = fields.flatMap((field) => {
    const value = facts[field.id];
    if (value === undefined) return [];
    const said = field.type === 'choice' ? t(`option.${value as 'ladder'}`) : field.type === 'day' ? formatDay(String(value)) : formatNumber(Number(value));
    return [{ key: field.id, label: t(`fact.${field.id as 'thing'}`), value: said }];
  });
  return known.length > 0 ? <DefinitionList facts={known} /> : null;
}
