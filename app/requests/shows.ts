/** Views of the list; each is an address. `asked`: my own. `mine`: in my hands. `desk`: open ones that I may take on or watch. `review`: open reviews that I watch or may look at. */
export const SHOWS = ['asked', 'asked-over', 'mine', 'desk', 'review', 'done', 'council', 'named', 'program', 'all'] as const;
export type Show = (typeof SHOWS)[number];
