import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf, type PickedWords } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import type { Said } from './queries.server.ts';
import { wordsOf } from './saying.ts';

export function useNoticeWords(today: string): (said: Said, part?: 'title' | 'body') => PickedWords {
  const { t } = useTranslation('notices');
  const formats = useFormats();
  const language = useLanguage();
  return (said, part) => wordsOf(said, { t, formats, language, today }, part);
}

/** Words with their own language and direction where these aren't the page's. Lines stay as they were written. */
export function NoticeWords({ words, as: Tag = 'span', className }: { words: PickedWords; as?: 'span' | 'p'; className?: string }): ReactNode {
  return words.own ? (
    <Tag className={className}>{words.text}</Tag>
  ) : (
    <Tag className={className} lang={words.language} dir={directionOf(words.language)}>
      {words.text}
    </Tag>
  );
}
