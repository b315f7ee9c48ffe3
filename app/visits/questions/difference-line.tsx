import { useTranslation } from 'react-i18next';
import { Mark } from '#app/components/mark.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { InHerLanguage } from './in-her-language.tsx';
import type { Difference } from './rules.ts';

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
