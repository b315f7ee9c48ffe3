import { route } from '@remix-run/route-config';

/** Children of the mall's layout: `/m/:mall/ask` and `/m/:mall/requests…`. */
export const requestsRoutes = [
  route('ask', 'requests/ask.tsx'),
  route('about-us', 'requests/about-us/page.tsx'),
  route('about-us/paper', 'requests/about-us/paper.tsx'),
  route('about-us/type-in', 'requests/about-us/type-in.tsx'),
  route('requests', 'requests/list.tsx'),
  route('requests/:number', 'requests/detail.tsx'),
  route('requests/:number/sent', 'requests/sent.tsx'),
  route('requests/:number/pass-on', 'requests/pass-on.tsx'),
  route('requests/:number/parts', 'requests/parts/parts-page.tsx'),
  route('tasks/:task', 'requests/parts/task.tsx'),
  route('tasks/:task/files/:file', 'requests/parts/file.ts'),
  route('requests/:number/invite', 'requests/sides/invite.tsx'),
  route('requests/:number/files/:file', 'requests/file.ts'),
  route('manage/doors', 'requests/doors/page.tsx'),
];

/** Outside of every mall: `/r/:number` finds a request of somebody signed in. */
export const findRequestRoutes = [route('r/:number', 'requests/find.tsx')];

/** For whoever has no account: a report about a place whose code she scanned, how it stands, the other side of a matter between two, and a partner with the slip of its part. */
export const passerRoutes = [route('c/:code/report', 'requests/report.tsx'), route('follow', 'requests/follow.tsx'), route('side', 'requests/sides/side.tsx'), route('task', 'requests/parts/by-slip.tsx')];

const both = (path: string, file: string) => ['json', 'xml'].map((format) => route(`open311/${path}.${format}`, `requests/open311/${file}`, { id: `open311-${path}-${format}` }));
/** Where other systems come in: Open311 GeoReport v2 (docs/open311.md). `:code` ends in `.json` or `.xml`. */
export const doorRoutes = [
  ...both('discovery', 'discovery.ts'),
  ...both('v2/discovery', 'discovery.ts'),
  ...both('v2/services', 'services.ts'),
  ...both('v2/requests', 'requests.ts'),
  ...both('v2/servicerequestupdates', 'updates.ts'),
  route('open311/v2/services/:code', 'requests/open311/service.ts'),
  route('open311/v2/requests/:code', 'requests/open311/request.ts'),
  route('open311/v2/tokens/:code', 'requests/open311/token.ts'),
  route('open311/v2/photos/:code', 'requests/open311/photo.ts'),
  route('open311/*', 'requests/open311/nothing.ts'),
  route('hooks/:mall/:code', 'requests/hooks/hook.ts'),
];
