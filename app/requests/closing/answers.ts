/** The two questions on closing, in closed words. */
export const SOLVED = ['yes', 'half', 'no'] as const;
export const TREATED = ['well', 'not-well'] as const;
export interface ClosingAnswers {
  solved: (typeof SOLVED)[number];
  treated: (typeof TREATED)[number];
}

/** Answers that are published at a time, and the fewest that are: RIGHTS.md, "Figures". No single answer is the difference of two pages. */
export const STEP = 20;

export interface Tally {
  answers: number;
  solved: number;
  half: number;
  treatedWell: number;
}

export const addAnswer = (tally: Tally, { solved, treated }: ClosingAnswers): Tally => ({
  answers: tally.answers + 1,
  solved: tally.solved + (solved === 'yes' ? 1 : 0),
  half: tally.half + (solved === 'half' ? 1 : 0),
  treatedWell: tally.treatedWell + (treated === 'well' ? 1 : 0),
});

/** Whether what was counted so far is what everybody sees from now on. */
export const isPublished = ({ answers }: Tally): boolean => answers % STEP === 0;
