import { toKazakhArabic } from './kazakh-arabic.ts';
import { type Localized, type PickedWords, pickLocalized, type Language } from './languages.ts';

/**
 * {@link pickLocalized} for view objects: Kazakh is also put into the reader's script. Only on the server, because the converter
 * with its list of words is larger than all formats together.
 */
export function localizedFor(localized: Localized, reader: Language): PickedWords | null {
  const picked = pickLocalized(localized, reader);
  if (!picked || picked.language !== 'kk' || reader !== 'kk-Arab') return picked;
  return { text: toKazakhArabic(picked.text), language: 'kk-Arab', own: true };
}
