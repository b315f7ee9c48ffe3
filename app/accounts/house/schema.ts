import { z } from 'zod';
import { NamesSchema } from '../partners/schema.ts';

const id = z.string().min(1).max(40);
/** Words of addresses that are pages, so no mall's. */
const RESERVED = ['house', 'new', 'join', 'me', 'office'];

export const NewMallSchema = NamesSchema.extend({
  slug: z
    .string()
    .trim()
    .toLowerCase()
    .min(2)
    .max(40)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'form.slug')
    .refine((slug) => !RESERVED.includes(slug), 'form.slug'),
  code: z.string().trim().toUpperCase().regex(/^[A-Z]{2,3}$/, 'form.mall-code'),
  zone: z.enum(['Asia/Urumqi', 'Asia/Shanghai']),
  languages: z.array(z.enum(['zh', 'ug', 'kk', 'kk-Arab', 'ru', 'en'])).min(1, 'form.required'),
  office: z.string().max(40).optional(),
});

export const MallActSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('invite') }),
  z.object({ intent: z.literal('wake'), slip: id }),
  z.object({ intent: z.literal('end-slip'), slip: id }),
]);

export const NewOfficeSchema = NamesSchema.extend({ level: z.enum(['community', 'subdistrict', 'district', 'city']), parent: z.string().max(40).optional() });

export const OfficeActSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('name'), username: z.string().trim().toLowerCase().min(1).max(80) }),
  z.object({ intent: z.literal('end'), membership: id }),
  z.object({ intent: z.literal('invite') }),
  z.object({ intent: z.literal('wake'), slip: id }),
  z.object({ intent: z.literal('end-slip'), slip: id }),
]);

export const AccountActSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('stop'), username: z.string().trim().toLowerCase().min(1).max(80) }),
  z.object({ intent: z.literal('end'), username: z.string().trim().toLowerCase().min(1).max(80) }),
  z.object({ intent: z.literal('end-all') }),
  z.object({ intent: z.literal('let'), account: id }),
]);
