import type { IconName } from './icon-names.ts';

/** The eight service programs in their order everywhere; their names are `words:program.<id>`. */
export const PROGRAM_ICONS = {
  'mutual-aid': 'heart-handshake',
  'public-health': 'stethoscope',
  labor: 'briefcase',
  mediation: 'scale',
  legal: 'gavel',
  safety: 'shield-check',
  permits: 'license',
  training: 'school',
} as const satisfies Record<string, IconName>;

export type ProgramId = keyof typeof PROGRAM_ICONS;
export const PROGRAM_IDS = Object.keys(PROGRAM_ICONS) as ProgramId[];
