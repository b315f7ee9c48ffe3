import { defineKind } from '../engine/kind.ts';
import { NAMED_STAGES } from '../engine/stages.ts';

/** RIGHTS.md, "Ladders": a complaint about a volunteer or officer. No program's, held by two of the council by name. */
export const ABOUT_US = defineKind({ id: 'about-us', program: 'unsorted', confidential: true, ladder: 'named', stages: NAMED_STAGES });
