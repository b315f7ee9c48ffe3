import type { useTranslation } from 'react-i18next';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';

/** What the fields of a notice are called, for the summary of what is wrong. */
export function labelsOf(t: ReturnType<typeof useTranslation<['notices', 'common']>>['t']): Record<string, string> {
  const fields = { title: t('compose.field-title'), body: t('compose.field-body'), added: t('compose.field-added') };
  const worded = CONTENT_LANGUAGES.flatMap((language) => Object.entries(fields).map(([name, label]) => [`${name}-${language}`, `${label}: ${t(`common:language.names.${language}`)}`]));
  const plain = { to: t('compose.to'), class: t('compose.class'), fixed: t('compose.fixed'), day: t('compose.day'), from: t('compose.from'), until: t('compose.until'), emergency: t('compose.emergency'), sendDay: t('compose.send-day'), sendTime: t('compose.send-time'), lastDay: t('compose.last-day') };
  const spoken = CONTENT_LANGUAGES.map((language) => [`voice-${language}`, `${t('compose.spoken')}: ${t(`common:language.names.${language}`)}`]);
  return { ...plain, pictures: t('compose.files'), ...Object.fromEntries(spoken), original: t('compose.original'), ...Object.fromEntries(worded) };
}
