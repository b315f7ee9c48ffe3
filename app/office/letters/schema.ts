import { z } from 'zod';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { MOST_ANSWER, MOST_QUESTION } from './limits.ts';

const question = z.string().trim().max(MOST_QUESTION);
const answer = z.string().trim().max(MOST_ANSWER);
const maybe = (words: z.ZodString) => words.optional().transform((said) => said || undefined);
const language = z.enum(CONTENT_LANGUAGES);
const ticked = z.literal('on').optional();

/** A new letter. `signed` is `nobody`, `name`, or the id of a shop of one's own. */
export const AskLetterSchema = z.object({
  to: z.enum(['office', 'council']),
  words: question.min(1),
  open: ticked,
  signed: z.string().min(1).max(64).default('nobody'),
});
export type AskLetter = z.infer<typeof AskLetterSchema>;

/** What its asker does with it afterwards: `take-back` before the answer, `close` after it. */
export const OwnLetterSchema = z.object({ act: z.enum(['take-back', 'close']) });

const AnswerSchema = z.object({
  act: z.literal('answer'),
  original: language,
  'answer-zh': maybe(answer),
  'answer-ug': maybe(answer),
  'answer-kk': maybe(answer),
  'answer-ru': maybe(answer),
  'answer-en': maybe(answer),
  /** The answer is for the asker alone, although she asked openly: the question names somebody. */
  keepClosed: ticked,
});
export type LetterAnswer = z.infer<typeof AnswerSchema>;

const TranslationSchema = z.object({ act: z.literal('translate'), language, answer: answer.min(1), question: maybe(question) });
export type LetterTranslation = z.infer<typeof TranslationSchema>;

export const LetterActSchema = z.discriminatedUnion('act', [AnswerSchema, TranslationSchema]).superRefine((act, context) => {
  if (act.act === 'answer' && !act[`answer-${act.original}`]) context.addIssue({ code: 'custom', message: 'form.required', path: [`answer-${act.original}`] });
});
