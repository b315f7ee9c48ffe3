import { useTranslation } from 'react-i18next';
import { Select, TextArea } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { MOST_WORDS } from '../limits.ts';
import { useRoleWord } from '../now.tsx';
import type { Person } from './queries.server.ts';

/** What it is about, and about whom, if about anybody. */
export function ComplaintFields({ people, errors }: { people: readonly Person[]; errors: FormErrors }) {
  const { t } = useTranslation(['about-us', 'common']);
  const language = useLanguage();
  const roleWord = useRoleWord();
  return (
    <>
      <TextArea name="words" label={t('words')} hint={t('words-hint')} rows={4} maxLength={MOST_WORDS} error={errors.errorOf('words')} defaultValue={errors.valueOf('words')} />
      <Select name="person" label={t('person')} hint={t('person-hint')} optional error={errors.errorOf('person')} defaultValue={errors.valueOf('person', '')}>
        <option value="">{t('nobody')}</option>
        {people.map(({ account, names, role, grid }) => (
          <option key={account} value={account}>
            {[pickLocalized(names, language)?.text, roleWord(role), grid === null ? '' : t('common:grid.named', { number: grid })].filter(Boolean).join(' · ')}
          </option>
        ))}
      </Select>
    </>
  );
}
