const GRID_ROLES = ['leader', 'manager', 'assistant', 'information', 'supervisor'];
const WORDS: Record<string, string> = {
  officer: 'association-officer',
  council: 'council',
  secretary: 'secretary',
  lead: 'association-officer',
  official: 'official',
  operator: 'operator',
  partner: 'partner',
  merchant: 'merchant',
  owner: 'merchant',
  staff: 'merchant',
  requester: 'requester',
  volunteer: 'volunteer',
};

/** The capacity of an audit row or a look, as a key of `words`; null for the person herself and for the house. */
export function roleKey(role: string): string | null {
  if (GRID_ROLES.includes(role)) return `role.${role}`;
  return WORDS[role] ? `role.${WORDS[role]}` : null;
}
