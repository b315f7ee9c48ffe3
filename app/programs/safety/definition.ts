import { defineKind, USUAL_CLOCKS } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

export const safety = {
  id: 'safety',
  general: 'repair',
  kinds: [
    defineKind({ id: 'repair', program: 'safety' }),
    // What anybody may report who stands before it: never about a shop or a person.
    defineKind({ id: 'defect', program: 'safety', about: 'place' }),
    defineKind({ id: 'hazard', program: 'safety', about: 'place', clocks: { ...USUAL_CLOCKS, 'first-response': 60, 'next-update': 4 * 60 } }),
  ],
} as const satisfies ProgramDefinition;
