import type { Visit } from '#models/visit.server.ts';

/** The shop's own words about a visit. */
export interface ShopsAnswer {
  answer: 'corrected' | 'contested';
  words: string;
  language: string;
}

type Answered = Pick<Visit, 'answer' | 'contest'>;
/** @param words what their reader may read, by id */
export function shopsAnswer({ answer, contest }: Answered, words: ReadonlyMap<string, { words: string; language: string }>): ShopsAnswer | null {
  const said = words.get(contest ?? '');
  return said && (answer === 'corrected' || answer === 'contested') ? { answer, words: said.words, language: said.language } : null;
}

/** Whoever is shown anything of a visit reads what the shop says to it: its author, who keeps its promises now, and with an agreed note the grid. */
export function readersOfContest({ merchant, author, keeper, grid, noteAgreed }: Pick<Visit, 'merchant' | 'author' | 'keeper' | 'grid' | 'noteAgreed'>): string[] {
  return [`shop:${merchant}`, `account:${author}`, ...(keeper ? [`account:${keeper}`] : []), ...(noteAgreed ? [`grid:${grid}`] : [])];
}
