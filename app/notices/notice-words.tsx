import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf, type PickedWords } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { roleKey } from '#app/i18n/role-key.ts';
import type { Said } from './queries.server.ts';
import { wordsOf } from './saying.ts';

export function useNoticeWords(today: string): (said: Said, part?: 'title' | 'body') => PickedWords {
  const { t } = useTranslation('notices');
  const formats = useFormats();
  const language = useLanguage();
  return (said, part) => wordsOf(said, { t, formats, language, today }, part);
}

/** What a sentence names stands between isolates ({@link wordsOf}): numbers stay in one line, names keep their direction. */
function partsOf(text: string): ReactNode {
  if (!text.includes('\u2068')) return text;
  return text.split(/\u2068(.*?)\u2069/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <bdi key={at} className={/\d/.test(part) ? 'num' : undefined}>
        {part}
      </bdi>
    ),
  );
}

/** Words with their own language and direction where these aren't the page's. Lines stay as they were written. */
export function NoticeWords({ words, as: Tag = 'span', className }: { words: PickedWords; as?: 'span' | 'p'; className?: string }): ReactNode {
  return words.own ? (
    <Tag className={className}>{partsOf(words.text)}</Tag>
  ) : (
    <Tag className={className} lang={words.language} dir={directionOf(words.language)}>
      {words.text}
    </Tag>
  );
}

const OWN_WORDS = ['house', 'officer', 'leader', 'lead', 'office'] as const;

/** As what somebody sent it; what the house says by itself is simply for the reader. */
export function useRoleWord(): (role: string) => string {
  const { t } = useTranslation(['notices', 'words']);
  return (role) => {
    const own = OWN_WORDS.find((one) => one === role);
    if (own) return t(`role.${own}`);
    const key = roleKey(role);
    return key ? t(`words:${key as 'role.leader'}`) : t('class.personal');
  };
}
