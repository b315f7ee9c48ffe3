import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { Quote } from '#app/components/quote.tsx';
import { type PickedWords, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { Signature } from './queries.server.ts';

/** An answer for a reader: where her language is still missing it says so, and which one she reads instead. */
export function AnswerWords({ words }: { words: PickedWords }) {
  const { t } = useTranslation(['letters', 'common']);
  return (
    <div className="stack-2">
      {!words.own && (
        <Mark state="new" small>
          {t('answer.not-translated', { language: t(`common:language.names.${words.language as 'zh'}`) })}
        </Mark>
      )}
      <Quote original={words} />
    </div>
  );
}

/** Who asks, as far as the asker added it. */
export function SignedBy({ signature }: { signature: Signature | null }): ReactNode {
  const { t } = useTranslation('letters');
  const language = useLanguage();
  if (!signature) return t('signed.nobody');
  return (
    <>
      <bdi>{pickLocalized(signature.names, language)?.text}</bdi>
      {signature.unit && (
        <>
          {' · '}
          <Num>{signature.unit}</Num>
        </>
      )}
    </>
  );
}
