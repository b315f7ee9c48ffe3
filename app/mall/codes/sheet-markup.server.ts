import { directionOf, type Language, type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import styles from './codes.module.css';
import type { PlaceKind } from './place-kinds.ts';
import type { QrDrawing } from './qr-drawing.ts';
import { qrMarkup } from './qr.server.ts';

/** One printed label. */
export interface Label {
  place: string;
  kind: PlaceKind;
  number: string | null;
  names: Localized | null;
  level: string;
  qr: QrDrawing;
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/**
 * The labels of a sheet as HTML, for a list: some forty codes of 4 kB, in which nothing can be pressed. Made element by element they
 * took 100 ms, and the paths went to the browser a second time in the page's data.
 * @param hints what to do with the code, in every language that the mall offers
 */
export function sheetMarkup(labels: readonly Label[], { mall, hints, language }: { mall: Localized; hints: readonly Language[]; language: Language }): string {
  const t = getT(language, 'codes');
  const nameOf = (words: Localized | null) => (words ? (pickLocalized(words, language)?.text ?? '') : '');
  const head = `<bdi class="${styles.mall}">${escape(nameOf(mall))}</bdi>`;
  const said = hints.map((each) => `<li lang="${each}" dir="${directionOf(each)}">${escape(getT(each, 'codes')('label.hint'))}</li>`).join('');
  const foot = `<ul class="${styles.hints}">${said}</ul>`;
  const labelOf = ({ kind, number, names, level, qr }: Label): string => {
    const what = number ?? (nameOf(names) || t(`kind.${kind}`));
    const sign = `<bdi class="${number ? styles.number : styles.what}">${escape(what)}</bdi>`;
    const where = number ? '' : `<span class="${styles.level}">${escape(t('place.level', { level }))}</span>`;
    return `<li class="${styles.label}">${head}${qrMarkup(qr, escape(t('label.qr', { number: what })))}${sign}${where}${foot}</li>`;
  };
  return labels.map(labelOf).join('');
}
