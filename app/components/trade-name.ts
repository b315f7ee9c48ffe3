import { useTranslation } from 'react-i18next';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';

/** What a trade is called here: by the mall's own names where it gave any, else by the house's word. */
export function useTradeName(): (id: string, names?: Localized) => string {
  const { t } = useTranslation('words');
  const language = useLanguage();
  return (id, names) => (names ? (pickLocalized(names, language)?.text ?? id) : t(`trade.${id as 'tea'}`));
}
