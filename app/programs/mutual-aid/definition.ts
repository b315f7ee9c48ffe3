import { defineKind, USUAL_CLOCKS } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

export const mutualAid = {
  id: 'mutual-aid',
  general: 'neighbor-help',
  kinds: [
    defineKind({ id: 'borrow', program: 'mutual-aid', clocks: { ...USUAL_CLOCKS, 'first-response': 3 * 60 } }),
    defineKind({ id: 'neighbor-help', program: 'mutual-aid' }),
  ],
} as const satisfies ProgramDefinition;
