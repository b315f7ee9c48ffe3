import { route } from '@remix-run/route-config';

/** Pages of `/me`: without a part the first shop that one owns, or oneself. */
export const recordRoutes = [route('me/record/erase', 'record/erase.tsx'), route('me/record/page', 'record/export-page.tsx'), route('me/record/:part/phone', 'record/phone.tsx'), route('me/record/:part/versions/:day', 'record/choose.tsx'), route('me/record/:part?', 'record/record.tsx')];

/** Answers a file, no page: outside the layouts. */
export const recordFiles = [route('me/record/export', 'record/export.ts')];
