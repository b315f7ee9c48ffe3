import { defineKind } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

export const legal = {
  id: 'legal',
  general: 'legal-question',
  kinds: [
    defineKind({ id: 'legal-question', program: 'legal', confidential: true }),
  ],
} as const satisfies ProgramDefinition;
