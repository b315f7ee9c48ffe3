/** `visit:record` → `command.visit-record`: what the record calls a write. A test holds that each command has its words. */
export function commandKey(command: string): string {
  return `command.${command.replace(':', '-')}`;
}

/** Words of a look's purpose; one that nobody has named yet is "looked". */
export const PURPOSES = ['visit', 'visit-day', 'request', 'passed-on', 'letter', 'map', 'search', 'roster', 'print'] as const;
export function purposeKey(purpose: string): string {
  return `purpose.${(PURPOSES as readonly string[]).includes(purpose) ? purpose : 'other'}`;
}
