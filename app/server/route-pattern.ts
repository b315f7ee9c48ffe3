import type { ServerBuild } from '@remix-run/node';
import { matchRoutes } from '@remix-run/react';

type RouteObject = Parameters<typeof matchRoutes>[0][number];

function routeTree(routes: ServerBuild['routes'], parent?: string): RouteObject[] {
  return Object.values(routes)
    .filter((route) => route !== undefined && route.parentId === parent)
    .map((route) => (route!.index ? { path: route!.path, index: true } : { path: route!.path, children: routeTree(routes, route!.id) }));
}

/** A function from a path to the pattern of its route (`/m/:mall/requests/:number`), so that logs and figures hold no ids. */
export function patternsOf(routes: ServerBuild['routes']): (path: string) => string {
  const tree = routeTree(routes);
  return (path) => {
    const page = path === '/_root.data' ? '/' : path.replace(/\.data$/, '');
    const matches = matchRoutes(tree, page);
    const words = matches?.map(({ route }) => route.path).filter(Boolean);
    return words ? `/${words.join('/')}`.replaceAll('//', '/') : 'unknown';
  };
}
