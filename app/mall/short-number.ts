/** What stands on a door: the part after the level, `067` of `F1-067`. */
export const shortNumber = (number: string): string => number.split('-').at(-1) ?? number;
