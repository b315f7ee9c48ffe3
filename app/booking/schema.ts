import { z } from 'zod';
import { PROGRAM_IDS, type ProgramId } from '#app/components/programs.ts';
import { byLanguage, DaySchema, perLanguage, TimeSchema } from '#app/platform/form-fields.ts';

export const LIMITS = { name: 80, about: 600, places: 2_000, heads: 10_000 } as const;
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** What an officer plans. Times are the mall's zone's. */
export const OccasionSchema = z
  .object({
    program: z.enum(PROGRAM_IDS as [ProgramId, ...ProgramId[]]),
    ...perLanguage('name', LIMITS.name),
    ...perLanguage('about', LIMITS.about),
    room: z.string().trim().max(60).optional().transform((room) => room || undefined),
    day: DaySchema,
    from: TimeSchema,
    until: TimeSchema,
    places: whole(1, LIMITS.places),
    waitingPlaces: whole(0, LIMITS.places),
  })
  .transform(({ program, room, day, from, until, places, waitingPlaces, ...fields }) => ({
    program, room, day, from, until, places, waitingPlaces, names: byLanguage('name', fields), about: byLanguage('about', fields),
  }));
export type OccasionInput = z.output<typeof OccasionSchema>;

/** Buttons of an occasion's page. `version` is what the officer saw. */
export const ActSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('book') }),
  z.object({ intent: z.literal('give-up') }),
  z.object({ intent: z.literal('call-off'), version: z.coerce.number().int().min(1) }),
  z.object({ intent: z.literal('call'), version: z.coerce.number().int().min(1) }),
  z.object({ intent: z.literal('heads'), version: z.coerce.number().int().min(1), heads: whole(0, LIMITS.heads) }),
]);
export type ActInput = z.output<typeof ActSchema>;

export const RoomSchema = z.object({ ...perLanguage('name', LIMITS.name), seats: whole(1, LIMITS.places) }).transform(({ seats, ...fields }) => ({ seats, names: byLanguage('name', fields) }));
