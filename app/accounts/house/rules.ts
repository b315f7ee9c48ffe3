export const OFFICE_LEVELS = ['community', 'subdistrict', 'district', 'city'] as const;
export type OfficeLevel = (typeof OFFICE_LEVELS)[number];

/** An office stands under one exactly one level higher; a city under none. Where the one above isn't here, there is no parent. */
export function mayStandUnder(level: OfficeLevel, parent: OfficeLevel | null): boolean {
  return parent === null || OFFICE_LEVELS.indexOf(parent) === OFFICE_LEVELS.indexOf(level) + 1;
}

export interface OfficeNode {
  id: string;
  level: OfficeLevel;
  parent?: string;
}

/** The tree from the top, each with its depth; an office whose parent is missing stands at the top. */
export function inTreeOrder<T extends OfficeNode>(offices: readonly T[]): (T & { depth: number })[] {
  const ids = new Set(offices.map(({ id }) => id));
  const below = (parent: string | undefined, depth: number): (T & { depth: number })[] =>
    depth > OFFICE_LEVELS.length
      ? []
      : offices
          .filter((office) => (parent === undefined ? !office.parent || !ids.has(office.parent) : office.parent === parent))
          .flatMap((office) => [{ ...office, depth }, ...below(office.id, depth + 1)]);
  return below(undefined, 0);
}
