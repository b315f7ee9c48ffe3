import { directionOf, isLanguage } from '#app/i18n/languages.ts';
import type { Worded } from './queries.server.ts';

/** The words in the writer's language, with its own direction. */
export function Said({ words }: { words: Worded | null }) {
  if (!words) return null;
  return (
    <span lang={words.language} dir={isLanguage(words.language) ? directionOf(words.language) : 'auto'}>
      {words.text}
    </span>
  );
}
