import { defineKind, USUAL_CLOCKS } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

const PARTS = ['door', 'light', 'power', 'water', 'lift', 'heating', 'other-part'] as const;

export const safety = {
  id: 'safety',
  general: 'repair',
  kinds: [
    defineKind({ id: 'repair', program: 'safety', facts: [{ id: 'part', type: 'choice', options: PARTS }, { id: 'urgency', type: 'choice', options: ['can-wait', 'stops-trade'] }] }),
    // What anybody may report who stands before it: never about a shop or a person.
    defineKind({ id: 'defect', program: 'safety', about: 'place', evidence: 'photo', closes: 'second-person', facts: [{ id: 'part', type: 'choice', options: PARTS }] }),
    defineKind({
      id: 'hazard',
      program: 'safety',
      callFirst: true,
      about: 'place',
      evidence: 'photo',
      closes: 'second-person',
      clocks: { ...USUAL_CLOCKS, 'first-response': 60, 'next-update': 4 * 60 },
      facts: [{ id: 'danger', type: 'choice', options: ['exit-blocked', 'wiring', 'gas', 'fire-equipment', 'slippery', 'loose-part', 'other-danger'] }],
    }),
  ],
} as const satisfies ProgramDefinition;
