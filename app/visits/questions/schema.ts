import { z } from 'zod';
import { CONTENT_LANGUAGES } from '#app/i18n/languages.ts';
import { byLanguage, perLanguage } from '#app/platform/form-fields.ts';
import { QUESTION_ABOUT } from './kinds.ts';
import { languageOfForbidden } from './never-asked.ts';

export const LIMITS = { words: 140, why: 300, list: 40 } as const;
const id = z.string().uuid();

const add = z.object({ kind: z.literal('add'), proposal: id, about: z.enum(QUESTION_ABOUT), never: z.literal('on', { errorMap: () => ({ message: 'form.required' }) }) }).extend({ ...perLanguage('words', LIMITS.words), ...perLanguage('why', LIMITS.why) });
const reword = add.extend({ kind: z.literal('reword'), question: id });
const remove = z.object({ kind: z.literal('remove'), proposal: id, question: id }).extend(perLanguage('why', LIMITS.why));

/** A change of the list as it is proposed. A question is there in every language before anybody is asked it. */
export const ProposeSchema = z.discriminatedUnion('kind', [add, reword, remove]).transform((form, context) => {
  const why = byLanguage('why', form);
  if (Object.keys(why).length === 0) context.addIssue({ code: 'custom', path: ['why-zh'], message: 'form.required' });
  if (form.kind === 'remove') return { kind: form.kind, proposal: form.proposal, question: form.question, why };
  const words = byLanguage('words', form);
  for (const language of CONTENT_LANGUAGES) if (!words[language]) context.addIssue({ code: 'custom', path: [`words-${language}`], message: 'form.required' });
  const forbidden = languageOfForbidden(words);
  if (forbidden) context.addIssue({ code: 'custom', path: [`words-${forbidden}`], message: 'questions:refused.person' });
  return { kind: form.kind, proposal: form.proposal, question: form.kind === 'reword' ? form.question : form.proposal, about: form.about, words, why };
});
export type ProposeInput = z.output<typeof ProposeSchema>;

/** Buttons of a proposal; `version` is what the officer saw. */
export const DecideSchema = z.object({ intent: z.enum(['pass', 'withdraw']), version: z.coerce.number().int().min(1) });

/** Which two versions are compared, in the page's address. */
export const CompareSchema = z.object({ from: z.coerce.number().int().min(0).max(1e6).optional().catch(undefined), to: z.coerce.number().int().min(1).max(1e6).optional().catch(undefined) });
