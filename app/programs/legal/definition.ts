import { defineKind } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

const MATTERS = ['contract', 'rent', 'tax', 'customers', 'staff', 'goods', 'other-matter'] as const;

export const legal = {
  id: 'legal',
  general: 'legal-question',
  kinds: [
    defineKind({ id: 'legal-question', program: 'legal', confidential: true, facts: [{ id: 'matter', type: 'choice', options: MATTERS }] }),
    defineKind({
      id: 'legal-appointment',
      program: 'legal',
      confidential: true,
      facts: [
        { id: 'adviser', type: 'choice', options: ['lawyer', 'notary', 'tax-office', 'market-office'] },
        { id: 'matter', type: 'choice', options: MATTERS },
        { id: 'meeting', type: 'choice', options: ['in-person', 'by-video', 'by-phone'] },
        { id: 'day', type: 'day' },
      ],
    }),
  ],
} as const satisfies ProgramDefinition;
