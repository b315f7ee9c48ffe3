import { z } from 'zod';

export const LIMITS = { name: 80, about: 600, places: 2_000, heads: 10_000 } as const;
const LANGUAGES = ['zh', 'ug', 'kk', 'ru', 'en'] as const;
type PerLanguage = Partial<Record<(typeof LANGUAGES)[number], string>>;

const words = (max: number) => z.string().trim().max(max).optional().transform((text) => text || undefined);
const DaySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'form.not-a-date');
const TimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'form.not-a-time');
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** `name-zh` … `name-en`: one field a language, so that an error stands at its own. */
const each = <N extends string>(name: N, max: number) =>
  Object.fromEntries(LANGUAGES.map((language) => [`${name}-${language}`, words(max)])) as Record<`${N}-${(typeof LANGUAGES)[number]}`, ReturnType<typeof words>>;

const gathered = (name: string, fields: Record<string, unknown>): PerLanguage =>
  Object.fromEntries(LANGUAGES.flatMap((language) => (fields[`${name}-${language}`] ? [[language, fields[`${name}-${language}`]]] : [])));

/** What an officer plans. Times are the mall's zone's. */
export const OccasionSchema = z
  .object({
    program: z.string().trim().min(1).max(40),
    ...each('name', LIMITS.name),
    ...each('about', LIMITS.about),
    room: z.string().trim().max(60).optional().transform((room) => room || undefined),
    day: DaySchema,
    from: TimeSchema,
    until: TimeSchema,
    places: whole(1, LIMITS.places),
    waitingPlaces: whole(0, LIMITS.places),
  })
  .transform(({ program, room, day, from, until, places, waitingPlaces, ...fields }) => ({
    program, room, day, from, until, places, waitingPlaces, names: gathered('name', fields), about: gathered('about', fields),
  }));
export type OccasionInput = z.output<typeof OccasionSchema>;

/** Buttons of an occasion's page. `version` is what the officer saw. */
export const ActSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('book') }),
  z.object({ intent: z.literal('give-up') }),
  z.object({ intent: z.literal('call-off'), version: z.coerce.number().int().min(1) }),
  z.object({ intent: z.literal('heads'), version: z.coerce.number().int().min(1), heads: whole(0, LIMITS.heads) }),
]);
export type ActInput = z.output<typeof ActSchema>;

export const RoomSchema = z.object({ ...each('name', LIMITS.name), seats: whole(1, LIMITS.places) }).transform(({ seats, ...fields }) => ({ seats, names: gathered('name', fields) }));
