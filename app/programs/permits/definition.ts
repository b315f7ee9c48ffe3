import { defineKind } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

export const permits = {
  id: 'permits',
  general: 'permit',
  kinds: [
    defineKind({ id: 'permit', program: 'permits', confidential: true }),
  ],
} as const satisfies ProgramDefinition;
