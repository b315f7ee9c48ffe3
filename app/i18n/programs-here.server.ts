import { PROGRAM_IDS } from '#app/components/programs.ts';
import { type MallPrograms, mallPrograms, type SettingsInEffect } from '#app/platform/mall-settings.ts';
import { detectLanguage } from './detect.server.ts';
import { localizedFor } from './localized.server.ts';

/** A mall's programs for whoever asks: what the shell around its pages, and pages outside of it, hand to `ProgramsHere`. */
export function programsHere(mall: { settings?: SettingsInEffect }, request: Request): MallPrograms {
  const language = detectLanguage(request);
  return mallPrograms(mall, PROGRAM_IDS, (names) => {
    const picked = localizedFor(names, language);
    return picked?.own ? picked.text : null;
  });
}
