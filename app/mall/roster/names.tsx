import { pickLocalized, type Localized } from '#app/i18n/languages.ts';
import { directionOf } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';

/** A shop's name in the reader's language, or in the one that there is, marked as such. */
export function ShopName({ names }: { names: Localized }) {
  const picked = pickLocalized(names, useLanguage());
  if (!picked) return <bdi>–</bdi>;
  return picked.own ? <bdi>{picked.text}</bdi> : <bdi lang={picked.language} dir={directionOf(picked.language)}>{picked.text}</bdi>;
}

/** `F1-067 · A`: a booth's number, and the part of it where it is shared. */
export function BoothNumber({ number, part }: { number: string; part?: string }) {
  return <bdi className="num">{part ? `${number} · ${part}` : number}</bdi>;
}
