import { useTranslation } from 'react-i18next';
import { LineLink, Sheet } from '#app/components/page.tsx';
import { directionOf } from '#app/i18n/languages.ts';
import { useFormats } from '#app/i18n/react.ts';
import { LetterMark } from './letter-clock.tsx';
import type { LetterLine } from './queries.server.ts';

/** Letters as rows: the words first, then the day and the clock. */
export function LetterLines({ letters, today, to }: { letters: readonly LetterLine[]; today: string; to(id: string): string }) {
  const { t } = useTranslation('letters');
  const { formatDay } = useFormats();
  return (
    <Sheet list>
      {letters.map(({ id, words, askedOn, open, ...line }) => (
        <LineLink
          key={id}
          to={to(id)}
          under={
            <>
              <LetterMark {...line} open={open} /> {t('asked-on', { day: formatDay(askedOn, { today }) })} · {t(open ? 'state.open' : 'state.closed')}
            </>
          }
        >
          <span lang={words.language} dir={directionOf(words.language)}>
            {words.text}
          </span>
        </LineLink>
      ))}
    </Sheet>
  );
}
