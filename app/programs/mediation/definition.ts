import { TALKED_OUT } from '#app/requests/engine/commands.ts';
import { defineKind } from '#app/requests/engine/kind.ts';
import { TWO_SIDED_STAGES, TWO_SIDED_WAY } from '#app/requests/engine/stages.ts';
import type { ProgramDefinition } from '../definition.ts';

export const mediation = {
  id: 'mediation',
  general: 'mediation',
  kinds: [
    defineKind({
      id: 'mediation',
      program: 'mediation',
      confidential: true,
      sides: 'two',
      closes: 'both-parties',
      outcomes: TALKED_OUT,
      stages: TWO_SIDED_STAGES,
      way: TWO_SIDED_WAY,
      facts: [{ id: 'other-side', type: 'choice', options: ['a-shop', 'a-customer', 'a-worker', 'the-landlord', 'a-supplier'] }],
    }),
  ],
} as const satisfies ProgramDefinition;
