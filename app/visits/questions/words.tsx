import { useTranslation } from 'react-i18next';
import { Mark } from '#app/components/mark.tsx';
import { directionOf, type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { Difference } from './rules.ts';

/** The association's words in the reader's language, or in one that she most likely reads too. */
export function InHerLanguage({ words }: { words: Localized }) {
  const picked = pickLocalized(words, useLanguage());
  return picked && <bdi lang={picked.language} dir={directionOf(picked.language)}>{picked.text}</bdi>;
}

const MARKS = { added: 'ok', removed: 'pause', reworded: 'work' } as const;

/** One difference between two versions: what kind, and the words before and now. */
export function DifferenceLine({ difference }: { difference: Difference }) {
  const { t } = useTranslation('questions');
  const language = useLanguage();
  const isElsewhere = difference.kind === 'reworded' && pickLocalized(difference.before.words, language)?.text === pickLocalized(difference.now.words, language)?.text;
  return (
    <div className="stack-2">
      <Mark state={MARKS[difference.kind]} small>
        {t(`compare.${difference.kind}`)}
      </Mark>
      {isElsewhere && <p className="small quiet">{t('compare.other-languages')}</p>}
      {difference.kind !== 'added' && !isElsewhere && (
        <p className={difference.kind === 'reworded' ? 'quiet' : undefined}>
          {difference.kind === 'reworded' && <>{t('compare.before')}: </>}
          <del>
            <InHerLanguage words={difference.before.words} />
          </del>
        </p>
      )}
      {difference.kind !== 'removed' && (
        <p>
          {difference.kind === 'reworded' && <>{t('compare.now')}: </>}
          <ins>
            <InHerLanguage words={difference.now.words} />
          </ins>
        </p>
      )}
    </div>
  );
}
