import { useTranslation } from 'react-i18next';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';

/** What a program is called here: the mall's own name where it has one in the reader's language, else the house's word. */
export function useProgramName(): (id: string, names?: Localized) => string {
  const { t } = useTranslation('words');
  const language = useLanguage();
  return (id, names) => {
    const own = names && pickLocalized(names, language);
    return own?.own ? own.text : t(`program.${id as 'labor'}`);
  };
}
