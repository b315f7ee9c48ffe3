import type { Incident } from '#models/incident.server.ts';

/** What happened, from a closed list. */
export const INCIDENT_KINDS = ['fire', 'water', 'power', 'crowd', 'weather', 'recall', 'building', 'other'] as const satisfies readonly Incident['kind'][];
/** Rows of the form; what stays empty isn't part of it. */
export const TASK_ROWS = [1, 2, 3, 4] as const;
/** Longest words, in characters, and most grids of one incident. */
export const MOST = { what: 600, task: 200, reason: 300, grids: 24 } as const;
/** Working minutes within which an answer is asked for. */
export const ANSWER_MINUTES = ['30', '60', '120', '240'] as const;
