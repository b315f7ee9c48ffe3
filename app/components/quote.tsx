import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf } from '#app/i18n/languages.ts';
import styles from './quote.module.css';

interface Words {
  text: string;
  /** The language that the words are in, whatever the page's is. */
  language: string;
}

interface QuoteProps {
  original: Words;
  /** In the reader's language, by whom. */
  translation?: Words & { by: string };
  /** "I need this in …", where there is no translation yet. */
  action?: ReactNode;
}

/** Somebody's words in their own language and direction, and what was made of them. The original always stays. */
export function Quote({ original, translation, action }: QuoteProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.quote}>
      <p lang={original.language} dir={directionOf(original.language)}>
        {original.text}
      </p>
      {translation && (
        <div className={styles.other}>
          <p lang={translation.language} dir={directionOf(translation.language)}>
            {translation.text}
          </p>
          <p className="tiny">
            {t('language.original-in', { language: t(`language.names.${original.language as 'zh'}`) })} · {t('language.translated-by', { name: translation.by })}
          </p>
        </div>
      )}
      {action}
    </div>
  );
}

/** One turn of a talk. `who`, role and time above; one's own words lie at inline-end. */
export function Said({ who, role, when, mine = false, children }: { who: string; role?: ReactNode; when: ReactNode; mine?: boolean; children: ReactNode }) {
  return (
    <div className={`${styles.said}${mine ? ` ${styles.mine}` : ''}`}>
      <p className={styles.who}>
        <b>
          <bdi>{who}</bdi>
        </b>
        {role && <span>{role}</span>}
        <span>{when}</span>
      </p>
      <div className={styles.bubble}>{children}</div>
    </div>
  );
}
