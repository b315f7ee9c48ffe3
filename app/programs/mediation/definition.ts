import { defineKind } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

export const mediation = {
  id: 'mediation',
  general: 'mediation',
  kinds: [
    defineKind({ id: 'mediation', program: 'mediation', confidential: true, facts: [{ id: 'other-side', type: 'choice', options: ['a-shop', 'a-customer', 'a-worker', 'the-landlord', 'a-supplier'] }] }),
  ],
} as const satisfies ProgramDefinition;
