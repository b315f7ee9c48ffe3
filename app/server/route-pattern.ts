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

/** Where shops answer their offers and volunteers write down what became of them. */
const ABOUT_VISITS = /^\/(?:m\/:mall\/visits|me\/record|day|counter)(?:\/|$)/;
/** Times of these are told in steps, in ms: a no takes another time than a visit. */
const STEP = 250;

export interface Line {
  route: string;
  ms: number;
}
/**
 * What logs and figures say of a request that was answered. Those about visits have one name together: beside a copy of the
 * database, the line of a merchant's answer would say which offer was made by no volunteer (docs/decisions/0081).
 */
export function lineOf(route: string, status: number, ms: number): Line {
  if (status >= 500 || !ABOUT_VISITS.test(route)) return { route, ms: Math.round(ms) };
  return { route: 'about visits', ms: Math.ceil(ms / STEP) * STEP };
}
