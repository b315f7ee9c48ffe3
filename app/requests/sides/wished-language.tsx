import { useTranslation } from 'react-i18next';

/** In which language the other side would like to talk, said by her when she agreed. */
export function WishedLanguage({ language }: { language: string }) {
  const { t } = useTranslation(['sides', 'common']);
  return <p>{t('wish.said', { language: t(`common:language.names.${language as 'zh'}`) })}</p>;
}
