import { atLeastCell, type PaperCell, type PaperTable } from '../report/paper.ts';
import type { RoundShown } from './shown-weeks.ts';

/** Nothing was released by then. */
const NOTHING = '–';

export const text = (label: string): PaperTable['columns'][number] => ({ label, number: false });
export const number = (label: string): PaperTable['columns'][number] => ({ label, number: true });

export const countCell = (value: number | null): PaperCell => (value === null ? NOTHING : atLeastCell(value));
type Offered = Pick<RoundShown, 'of' | 'atLeast'>;
/** Offered at least, and the shops that it is counted in. */
export const offeredCells = (round: Offered | null | undefined): PaperCell[] => (round ? [atLeastCell(round.atLeast), round.of] : [NOTHING, NOTHING]);
export const offeredFigure = (round: Offered | null | undefined): PaperCell => (round ? { figure: `${round.atLeast < 5 ? '<5' : round.atLeast}/${round.of}` } : NOTHING);
export const share = (part: number, of: number): number => (of > 0 ? Math.min(1, Math.max(0, part / of)) : 0);
