/** What "done" has to be shown with, where anything is asked for. */
export const PART_EVIDENCE = ['photo', 'words'] as const;
export type PartEvidence = (typeof PART_EVIDENCE)[number];

/** How long a part may take: hours, or days of the mall's working time. */
export const LIMITS = ['2h', '4h', '1d', '2d', '3d', '5d', '10d'] as const;
export type Limit = (typeof LIMITS)[number];

/** In working minutes. */
export const limitMinutes = (limit: Limit, minutesADay: number): number => Number(limit.slice(0, -1)) * (limit.endsWith('h') ? 60 : minutesADay);
