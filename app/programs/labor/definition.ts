import { defineKind } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

const WORK = ['selling', 'stock', 'sewing', 'cooking', 'cleaning', 'driving', 'other-work'] as const;

/** Looking for work and wages owed are the worker's own: her employer sees nothing of them. */
export const labor = {
  id: 'labor',
  general: 'find-staff',
  kinds: [
    defineKind({
      id: 'find-staff',
      program: 'labor',
      ladder: 'program',
      facts: [{ id: 'work', type: 'choice', options: WORK }, { id: 'people', type: 'number', min: 1, max: 50 }, { id: 'from', type: 'day' }],
    }),
    defineKind({
      id: 'short-help',
      program: 'labor',
      ladder: 'program',
      facts: [{ id: 'work', type: 'choice', options: WORK }, { id: 'day', type: 'day' }, { id: 'hours', type: 'number', min: 1, max: 12 }, { id: 'people', type: 'number', min: 1, max: 50 }],
    }),
    defineKind({
      id: 'find-work',
      program: 'labor',
      confidential: true,
      facts: [{ id: 'work', type: 'choice', options: WORK }, { id: 'daytime', type: 'choice', options: ['mornings', 'afternoons', 'whole-days', 'weekends'] }],
    }),
    defineKind({ id: 'wages', program: 'labor', confidential: true, facts: [{ id: 'months', type: 'number', min: 1, max: 60 }] }),
  ],
} as const satisfies ProgramDefinition;
