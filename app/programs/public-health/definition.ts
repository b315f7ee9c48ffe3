import { defineKind } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

/** What is said about somebody's health stays with the program's people, and no result or reason is ever stored. */
export const publicHealth = {
  id: 'public-health',
  general: 'cleaning',
  kinds: [
    defineKind({ id: 'cleaning', program: 'public-health', about: 'place' }),
    defineKind({ id: 'hygiene-help', program: 'public-health', ladder: 'program' }),
    defineKind({ id: 'health-help', program: 'public-health', confidential: true }),
  ],
} as const satisfies ProgramDefinition;
