import { directionOf, type Language, type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import { localizedFor } from '#app/i18n/localized.server.ts';
import { env } from '#app/platform/env.server.ts';
import type { InvitedAs } from '#models/invitation.server.ts';
import type { PrintedSlip } from './commands.server.ts';
import { qrPath } from './qr.server.ts';
import { spacedNumber } from './rules.ts';
import { grouped } from './slip-code.server.ts';

/** One slip as it is printed, in the languages chosen for this sheet alone. */
export interface Paper {
  id: string;
  number: string;
  code: string;
  qr: { size: number; d: string };
  unit: string | null;
  words: { language: Language; dir: 'ltr' | 'rtl'; title: string; place: string; steps: string[]; numberLabel: string }[];
}

interface ToPrint {
  slip: PrintedSlip;
  as: InvitedAs;
  mall: Localized;
  place: Localized;
  unit?: string | null;
}

const inLanguage = (words: Localized, language: Language): string => localizedFor(words, language)?.text ?? pickLocalized(words, language)?.text ?? '';

export function paperOf({ slip, as, mall, place, unit = null }: ToPrint, languages: readonly Language[]): Paper {
  const address = `${env().PUBLIC_URL.replace(/\/$/, '')}/join`;
  return {
    id: slip.id,
    number: spacedNumber(slip.number),
    code: grouped(slip.code),
    qr: qrPath(`${address}#${slip.code}`),
    unit,
    words: languages.map((language) => {
      const t = getT(language, 'members');
      const name = inLanguage(mall, language);
      return {
        language,
        dir: directionOf(language),
        title: t('paper.title', { mall: name }),
        place: inLanguage(place, language) || name,
        numberLabel: t('paper.number'),
        steps: [t(`paper.step-1.${as}`), t('paper.step-2', { address }), t('paper.step-3')],
      };
    }),
  };
}
