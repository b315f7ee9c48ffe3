import { z } from 'zod';
import { IdSchema, NeedSchema, OfferAnswerSchema, PromiseSchema, VisitAnswerSchema, VisitWordsSchema } from '#app/visits/schema.ts';

const ofShop = { merchant: IdSchema };

/** What an owner may do on her shop's record. */
export const RecordActSchema = z.discriminatedUnion('intent', [
  VisitAnswerSchema.extend({ ...ofShop, intent: z.literal('confirm') }),
  VisitWordsSchema.extend({ ...ofShop, intent: z.literal('correct') }),
  VisitWordsSchema.extend({ ...ofShop, intent: z.literal('contest') }),
  VisitAnswerSchema.extend({ ...ofShop, intent: z.literal('agree-note') }),
  VisitAnswerSchema.extend({ ...ofShop, intent: z.literal('refuse-note') }),
  NeedSchema.extend({ ...ofShop, intent: z.literal('drop-need') }),
  NeedSchema.extend({ ...ofShop, intent: z.literal('need-to-request') }),
  PromiseSchema.extend({ ...ofShop, intent: z.literal('promise-kept') }),
  PromiseSchema.extend({ ...ofShop, intent: z.literal('promise-not-kept') }),
  z.object({ ...ofShop, intent: z.literal('ask-interpreter'), wanted: z.enum(['yes', 'no']) }),
  z.object({ ...ofShop, intent: z.literal('wish-time'), time: z.string().max(11) }),
  OfferAnswerSchema.extend({ intent: z.literal('answer-offer'), not: z.union([z.literal(''), IdSchema]).optional() }),
]);
export type RecordAct = z.infer<typeof RecordActSchema>;

export const TieSchema = z.object({ mall: IdSchema, merchant: IdSchema });

export const EraseSchema = z.object({ part: z.union([z.literal('me'), IdSchema]), sure: z.literal('on', { errorMap: () => ({ message: 'form.required' }) }) });
