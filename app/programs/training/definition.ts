import { defineKind } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

export const training = {
  id: 'training',
  general: 'course-place',
  kinds: [
    defineKind({ id: 'course-place', program: 'training', ladder: 'program' }),
    defineKind({ id: 'promotion-idea', program: 'training', ladder: 'program' }),
  ],
} as const satisfies ProgramDefinition;
