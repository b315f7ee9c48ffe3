import { directionOf, type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';

/** A shop as on its sign, isolated, in the script that it is written in. */
export function ShopName({ names }: { names: Localized }) {
  const picked = pickLocalized(names, useLanguage());
  if (!picked) return <bdi>·</bdi>;
  return picked.own ? (
    <bdi>{picked.text}</bdi>
  ) : (
    <bdi lang={picked.language} dir={directionOf(picked.language)}>
      {picked.text}
    </bdi>
  );
}
