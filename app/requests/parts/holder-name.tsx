import { useTranslation } from 'react-i18next';
import { useProgramName } from '#app/components/program-name.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { useRoleWord } from '../now.tsx';
import type { HolderCard } from './holders.server.ts';

/** Whom a part is with: a name with its role, a partner, a grid, a program. */
export function useHolderName(): (holder: HolderCard) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const programName = useProgramName();
  const roleWord = useRoleWord();
  return ({ names, grid, program, role }) => {
    if (grid !== null) return t('grid.named', { number: grid });
    if (program) return programName(program);
    const name = (names && pickLocalized(names, language)?.text) ?? '';
    return [name, role && roleWord(role)].filter(Boolean).join(' · ');
  };
}
