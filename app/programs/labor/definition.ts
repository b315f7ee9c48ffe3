import { defineKind } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

/** Looking for work and wages owed are the worker's own: her employer sees nothing of them. */
export const labor = {
  id: 'labor',
  general: 'find-staff',
  kinds: [
    defineKind({ id: 'find-staff', program: 'labor', ladder: 'program' }),
    defineKind({ id: 'find-work', program: 'labor', confidential: true }),
    defineKind({ id: 'wages', program: 'labor', confidential: true }),
  ],
} as const satisfies ProgramDefinition;
