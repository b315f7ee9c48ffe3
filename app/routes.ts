import { index, type RouteConfig, route } from '@remix-run/route-config';

/** Every address of the portal. A room's own table (`app/<room>/routes.ts`) is spread here and imported nowhere else. */
export default [
  index('routes/index.tsx'),
  route('parts', 'routes/parts.tsx'),
] satisfies RouteConfig;
