import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { PROGRAM_IDS } from './programs.ts';
import type { MallPrograms } from '#app/platform/mall-settings.ts';

/** How the mall around a page orders and calls its programs; null where a page is of no mall. */
export const ProgramsHere = createContext<MallPrograms | null>(null);

/** What a program is called here: the mall's own name where it has one in the reader's language, else the house's word. */
export function useProgramName(): (id: string) => string {
  const { t } = useTranslation('words');
  const here = useContext(ProgramsHere);
  return (id) => here?.names[id] ?? t(`program.${id as 'labor'}`);
}

/** These programs as the mall lists them: in its order, without those that it doesn't offer. @param all the house's own order */
export function usePrograms<T extends string>(all: readonly T[]): readonly T[] {
  const here = useContext(ProgramsHere);
  return here ? here.on.flatMap((id) => all.filter((one) => one === id)) : all;
}

/** Rows about programs in the mall's order; those of what it doesn't offer, or of no program, come last. */
export function useProgramOrder(): <R extends { program: string }>(rows: readonly R[]) => R[] {
  const on = useContext(ProgramsHere)?.on ?? (PROGRAM_IDS as readonly string[]);
  const place = (program: string) => (on.indexOf(program) + on.length + 1) % (on.length + 1);
  return (rows) => [...rows].sort((a, b) => place(a.program) - place(b.program));
}
