import { CONTENT_LANGUAGES, contentLanguageOf, type Language } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import type { Reply } from './replies.ts';
import type { Words } from './words.server.ts';

/** A ready-made reply in the writer's language, with what was read over by people in all the others beside it. */
export function replyWords(reply: Reply, screen: Language, now: Date): Words {
  const language = contentLanguageOf(screen);
  const others = CONTENT_LANGUAGES.filter((one) => one !== language);
  const words = (one: Language) => getT(one, 'replies')(reply);
  return { language, words: words(language), translations: others.map((one) => ({ language: one, words: words(one), at: now })) };
}

/** What a writer chooses from, in her language. */
export const repliesIn = (replies: readonly Reply[], screen: Language): { id: Reply; words: string }[] => replies.map((id) => ({ id, words: getT(screen, 'replies')(id) }));
