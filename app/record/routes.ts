import { route } from '@remix-run/route-config';

/** Children of `/me`. */
export const recordRoutes = [route('record', 'record/record.tsx'), route('record/erase', 'record/erase.tsx')];

/** Answers a file, no page: outside the layout. */
export const recordFiles = [route('me/record/export', 'record/export.ts')];
