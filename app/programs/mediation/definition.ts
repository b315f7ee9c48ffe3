import { defineKind } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

export const mediation = {
  id: 'mediation',
  general: 'mediation',
  kinds: [
    defineKind({ id: 'mediation', program: 'mediation', confidential: true }),
  ],
} as const satisfies ProgramDefinition;
