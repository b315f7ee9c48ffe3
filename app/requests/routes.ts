import { route } from '@remix-run/route-config';

/** Children of the mall's layout: `/m/:mall/ask` and `/m/:mall/requests…`. */
export const requestsRoutes = [
  route('ask', 'requests/ask.tsx'),
  route('requests', 'requests/list.tsx'),
  route('requests/:number', 'requests/detail.tsx'),
  route('requests/:number/sent', 'requests/sent.tsx'),
  route('requests/:number/pass-on', 'requests/pass-on.tsx'),
  route('requests/:number/files/:file', 'requests/file.ts'),
];

/** Outside of every mall: `/r/:number` finds a request of somebody signed in. */
export const findRequestRoutes = [route('r/:number', 'requests/find.tsx')];

/** For whoever has no account: a report about a place whose code she scanned, and how it stands. */
export const passerRoutes = [route('c/:code/report', 'requests/report.tsx'), route('follow', 'requests/follow.tsx')];
