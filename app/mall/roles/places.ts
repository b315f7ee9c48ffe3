/** Where a person reads what she is asked and holds, and answers. */
export const MY_ROLES = '/me/roles';

/** The page of a grid or a level for whoever oversees it. */
export const placeAddress = (slug: string, { grid, level }: { grid?: string | null; level?: string | null }): string => `/m/${slug}/manage/roles/${grid ?? `level/${level}`}`;
