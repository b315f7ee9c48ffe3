import type { QuestionProposal } from '#models/visit-question.server.ts';

/** What a question may be about; there is no fourth thing, and a person is none of the three. */
export const QUESTION_ABOUT = ['booth', 'building', 'service'] as const satisfies readonly QuestionProposal['about'][];
export const QUESTION_CHANGES = ['add', 'reword', 'remove'] as const satisfies readonly QuestionProposal['kind'][];
