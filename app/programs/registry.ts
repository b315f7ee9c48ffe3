import type { ProgramId } from '#app/components/programs.ts';
import type { ProgramDefinition } from './definition.ts';
import { labor } from './labor/definition.ts';
import { legal } from './legal/definition.ts';
import { mediation } from './mediation/definition.ts';
import { mutualAid } from './mutual-aid/definition.ts';
import { permits } from './permits/definition.ts';
import { publicHealth } from './public-health/definition.ts';
import { safety } from './safety/definition.ts';
import { training } from './training/definition.ts';

/** The eight programs, in their order everywhere. A new kind is a line in its program's definition and its words. */
export const PROGRAMS = {
  'mutual-aid': mutualAid,
  'public-health': publicHealth,
  labor,
  mediation,
  legal,
  safety,
  permits,
  training,
} as const satisfies Record<ProgramId, ProgramDefinition>;

export function findProgram(id: string | undefined): ProgramDefinition | null {
  return Object.hasOwn(PROGRAMS, id ?? '') ? PROGRAMS[id as ProgramId] : null;
}
