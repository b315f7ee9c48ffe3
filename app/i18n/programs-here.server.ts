import { PROGRAM_IDS } from '#app/components/programs.ts';
import { type MallPrograms, mallPrograms } from '#app/platform/mall-settings.ts';
import { detectLanguage } from './detect.server.ts';
import type { Language } from './languages.ts';
import { localizedFor } from './localized.server.ts';

type MallWithPrograms = Parameters<typeof mallPrograms>[0];

/** A mall's programs as they are called in a language. */
export function programsIn(mall: MallWithPrograms, language: Language): MallPrograms {
  return mallPrograms(mall, PROGRAM_IDS, (names) => {
    const picked = localizedFor(names, language);
    return picked?.own ? picked.text : null;
  });
}

/** The same for whoever asks: what the shell around its pages, and pages outside of it, hand to `ProgramsHere`. */
export const programsHere = (mall: MallWithPrograms, request: Request): MallPrograms => programsIn(mall, detectLanguage(request));
