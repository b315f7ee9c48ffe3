import { defineKind, USUAL_CLOCKS } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

/** A neighbour is asked for something now: the first answer comes sooner than elsewhere. */
const SOON = { ...USUAL_CLOCKS, 'first-response': 3 * 60 };

export const mutualAid = {
  id: 'mutual-aid',
  general: 'neighbor-help',
  kinds: [
    defineKind({
      id: 'borrow',
      program: 'mutual-aid',
      clocks: SOON,
      facts: [{ id: 'thing', type: 'choice', options: ['ladder', 'trolley', 'card-reader', 'tools', 'scale', 'other-thing'] }, { id: 'from', type: 'day' }, { id: 'until', type: 'day' }],
    }),
    defineKind({ id: 'mind-shop', program: 'mutual-aid', clocks: SOON, evidence: 'signature', facts: [{ id: 'day', type: 'day' }, { id: 'hours', type: 'number', min: 1, max: 12 }] }),
    defineKind({
      id: 'after-accident',
      program: 'mutual-aid',
      clocks: SOON,
      facts: [{ id: 'accident', type: 'choice', options: ['fire', 'water-damage', 'break-in', 'other-accident'] }, { id: 'people', type: 'number', min: 1, max: 50 }],
    }),
    defineKind({ id: 'neighbor-help', program: 'mutual-aid', facts: [{ id: 'day', type: 'day' }, { id: 'hours', type: 'number', min: 1, max: 12 }] }),
  ],
} as const satisfies ProgramDefinition;
