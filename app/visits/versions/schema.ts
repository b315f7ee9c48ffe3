import { z } from 'zod';

const PART = 'stands-';
const MOST = 20;

/** Which visit stands in each part: its id, or `all`. A part that is left out stays open. */
export const ChoosingSchema = z
  .object({ seen: z.string().max(2_000) })
  .catchall(z.union([z.literal('all'), z.string().uuid()]))
  .transform(({ seen, ...form }, context) => {
    const parts = Object.entries(form).flatMap(([name, stands]) => (name.startsWith(PART) ? [{ field: name.slice(PART.length), stands: String(stands) }] : []));
    if (parts.length === 0 || parts.length > MOST) context.addIssue({ code: 'custom', path: ['form'], message: 'versions:refused.nothing-chosen' });
    return { seen, parts };
  });
export type Choosing = z.infer<typeof ChoosingSchema>;
