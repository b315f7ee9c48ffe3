import type { GridApart } from '#models/plan.server.ts';

/** Reasons for a grid in several parts; `map-changed` is the house's own, until somebody decides. */
export const GRID_APART = ['map-changed', 'way-outside', 'plan-incomplete', 'too-small', 'same-people'] as const satisfies readonly GridApart[];
/** Those that a person may give. */
export const GIVEN_REASONS = GRID_APART.filter((reason) => reason !== 'map-changed');
