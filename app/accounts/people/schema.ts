import { z } from 'zod';
import { UserNameSchema } from '../invitations/schema.ts';

export const POSTS = ['council', 'secretary', 'lead'] as const;
const id = z.string().min(1).max(40);

export const PeopleActSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('invite-officer') }),
  z.object({ intent: z.literal('invite-volunteer') }),
  z.object({ intent: z.literal('wake'), slip: id }),
  z.object({ intent: z.literal('end-slip'), slip: id }),
  z.object({ intent: z.literal('give'), username: UserNameSchema, post: z.enum(POSTS) }),
  z.object({ intent: z.literal('end-post'), membership: id }),
]);
