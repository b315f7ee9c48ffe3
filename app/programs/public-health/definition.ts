import { defineKind } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

/** What is said about somebody's health stays with the program's people, and no result or reason is ever stored. */
export const publicHealth = {
  id: 'public-health',
  general: 'cleaning',
  kinds: [
    defineKind({
      id: 'cleaning',
      program: 'public-health',
      about: 'place',
      evidence: 'photo',
      closes: 'second-person',
      facts: [{ id: 'dirt', type: 'choice', options: ['waste', 'toilet', 'water-on-floor', 'drain', 'smell', 'snow-and-ice', 'other-dirt'] }],
    }),
    defineKind({ id: 'hygiene-help', program: 'public-health', ladder: 'program', facts: [{ id: 'goods', type: 'choice', options: ['food', 'cosmetics', 'clothing', 'other-goods'] }] }),
    defineKind({ id: 'clinic-place', program: 'public-health', confidential: true, facts: [{ id: 'people', type: 'number', min: 1, max: 10 }, { id: 'day', type: 'day' }] }),
    defineKind({ id: 'health-help', program: 'public-health', confidential: true }),
  ],
} as const satisfies ProgramDefinition;
