/** A grid's shops in walking order, and who may visit which. */
export interface Sharing {
  shops: readonly string[];
  /** In the order of the five roles. */
  volunteers: readonly string[];
  /** Never her own shop, a tied one, a rival's, or one that wishes somebody else. */
  may: (volunteer: string, shop: string) => boolean;
  /** What was handed over or taken over since: shop → volunteer. */
  taken: ReadonlyMap<string, string>;
}

/**
 * Who visits which shop of a grid: a stretch of the walk for everybody. A shop that she may not visit goes to the next of
 * them who may, a swapped one to whom took it. Made of all shops, whatever became of their offers, so that nobody's part
 * changes when another's does. @returns null for a shop that nobody of the grid may visit
 */
export function shareOut({ shops, volunteers, may, taken }: Sharing): Map<string, string | null> {
  const size = volunteers.length;
  return new Map(
    shops.map((shop, place) => {
      const swapped = taken.get(shop);
      if (swapped !== undefined && volunteers.includes(swapped) && may(swapped, shop)) return [shop, swapped];
      const first = Math.floor((place * size) / Math.max(1, shops.length));
      return [shop, nextWhoMay(volunteers, first, (volunteer) => may(volunteer, shop))];
    }),
  );
}

/** From `first` on and round again. */
export function nextWhoMay(volunteers: readonly string[], first: number, may: (volunteer: string) => boolean): string | null {
  for (let step = 0; step < volunteers.length; step += 1) {
    const volunteer = volunteers[(first + step) % volunteers.length]!;
    if (may(volunteer)) return volunteer;
  }
  return null;
}
