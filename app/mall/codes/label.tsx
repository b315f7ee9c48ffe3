import { useTranslation } from 'react-i18next';
import { directionOf, type Language, type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import styles from './codes.module.css';
import { Qr } from './qr.tsx';
import type { Label } from './sheets.server.ts';

interface LabelsProps {
  labels: readonly Label[];
  hints: readonly { language: Language; words: string }[];
  mall: Localized;
  paper: 'a4' | 'a3';
  size: 'xl' | 'l' | 'm' | 's';
}

/** The sheet itself: what is printed, and nothing else of the page is. */
export function Labels({ labels, hints, mall, paper, size }: LabelsProps) {
  const { t } = useTranslation('codes');
  const language = useLanguage();
  const nameOf = (words: Localized | null) => (words ? (pickLocalized(words, language)?.text ?? '') : '');
  return (
    <ol className={`${styles.sheet} ${styles[paper]} ${styles[size]}`}>
      {labels.map(({ place, kind, number, names, level, qr }) => {
        const what = number ?? (nameOf(names) || t(`kind.${kind}`));
        return (
          <li key={place} className={styles.label}>
            <bdi className={styles.mall}>{nameOf(mall)}</bdi>
            <Qr drawing={qr} label={t('label.qr', { number: what })} />
            <bdi className={number ? styles.number : styles.what}>{what}</bdi>
            {!number && <span className={styles.level}>{t('place.level', { level })}</span>}
            <ul className={styles.hints}>
              {hints.map((hint) => (
                <li key={hint.language} lang={hint.language} dir={directionOf(hint.language)}>
                  {hint.words}
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}
