import { defineKind } from '#app/requests/engine/kind.ts';
import type { ProgramDefinition } from '../definition.ts';

const LICENCES = ['business-licence', 'food-licence', 'fire-permit', 'health-certificate', 'tax-registration', 'other-licence'] as const;

export const permits = {
  id: 'permits',
  general: 'permit',
  kinds: [
    defineKind({ id: 'permit', program: 'permits', confidential: true, facts: [{ id: 'licence', type: 'choice', options: LICENCES }, { id: 'errand', type: 'choice', options: ['apply-new', 'renew', 'change', 'give-up'] }] }),
    defineKind({ id: 'licence-expiring', program: 'permits', confidential: true, facts: [{ id: 'licence', type: 'choice', options: LICENCES }, { id: 'valid-to', type: 'day' }] }),
  ],
} as const satisfies ProgramDefinition;
