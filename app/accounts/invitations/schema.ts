import { z } from 'zod';

export const CodeFormSchema = z.object({ slip: z.string().trim().min(1).max(60) });

/** A phone number is a name like any other: it signs in and proves nothing. */
export const UserNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .transform((typed) => (/^\+?[\d\s()-]+$/.test(typed) ? typed.replace(/[\s()-]/g, '') : typed))
  .pipe(z.string().min(3).max(80).regex(/^[\p{L}\p{M}\p{N}._@+-]+$/u, 'form.user-name'));

export const NewAccountSchema = z.object({
  name: z.string().trim().min(1).max(60),
  username: UserNameSchema,
  password: z.string().min(10).max(200),
  device: z.enum(['mine', 'shared', 'guest']).default('mine'),
});

export const NumberSchema = z.object({
  intent: z.enum(['look', 'wake', 'confirm']),
  number: z
    .string()
    .transform((typed) => typed.replace(/\D/g, ''))
    .pipe(z.string().length(8, 'form.eight-digits')),
});

const Languages = z.array(z.enum(['zh', 'ug', 'kk', 'kk-Arab', 'ru', 'en'])).min(1, 'form.required').max(3, 'form.at-most-three');
/** Languages are of this sheet of paper, and are stored nowhere. */
export const SheetSchema = z.object({ of: z.enum(['shop', 'grid']), unit: z.string().trim().max(40).optional(), grid: z.string().max(40).optional(), all: z.string().optional(), languages: Languages });

export const EndSlipSchema = z.object({ slip: z.string().uuid() });
