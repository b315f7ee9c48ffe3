import type { ProgramId } from '#app/components/programs.ts';
import type { Kind } from '#app/requests/engine/kind.ts';

/**
 * One of the eight services. Words of its page are in `services.json`: `headline.<id>`, `about.<id>`, `who.<id>`, `papers.<id>`,
 * `ask.<id>`; of each kind in `programs.json`, which every list loads: `kind.<id>.name` and `kind.<id>.example`. Its name and
 * icon are those of the whole house.
 */
export interface ProgramDefinition {
  id: ProgramId;
  /** The kind for whoever chose the program and nothing more. */
  general: string;
  kinds: readonly Kind[];
}
