import type { ProgramId } from '#app/components/programs.ts';
import type { Kind } from '#app/requests/engine/kind.ts';

/**
 * One of the eight services. Its words are in `programs.json`: `headline.<id>`, `about.<id>`, `who.<id>`, `papers.<id>`,
 * and for each kind `kind.<id>.name` and `kind.<id>.example`. Its name and icon are those of the whole house.
 */
export interface ProgramDefinition {
  id: ProgramId;
  /** The kind for whoever chose the program and nothing more. */
  general: string;
  kinds: readonly Kind[];
}
