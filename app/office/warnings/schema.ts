import { z } from 'zod';

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** Takes a warning in hand. */
export const QuietSchema = z.object({ topic: z.string().min(1).max(160).regex(/^[a-z]+(?:\/[\w-]*){0,2}$/) });

export const RulesSchema = z.object({ alikeCount: whole(2, 50), alikeHours: whole(1, 336), trendLeast: whole(1, 500), trendPercent: whole(0, 500) });

/** The association's page: one of its two forms. */
export const AssociationActSchema = z.discriminatedUnion('act', [QuietSchema.extend({ act: z.literal('quiet') }), RulesSchema.extend({ act: z.literal('rules') })]);
