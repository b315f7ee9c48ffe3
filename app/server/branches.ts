import type { ServerBuild } from '@remix-run/node';

type Routes = ServerBuild['routes'];

/** Places in an address whose words part the portal into branches: `/sign-in`, `/m/<slug>/requests`. */
const PARTING = [0, 2] as const;

/** Words of a route's whole address, its layouts' included: `m`, `:mall`, `requests`, `:number`. */
function wordsOf(routes: Routes, id: string): string[] {
  const route = routes[id];
  if (!route) return [];
  return [...(route.parentId ? wordsOf(routes, route.parentId) : []), ...(route.path ?? '').split('/').filter(Boolean)];
}

const isFixed = (word: string | undefined): word is string => word !== undefined && !/[:*?]/.test(word);

/**
 * Remix flattens, sorts and compares all routes of a build for every request, and makes them anew for every render: a cost that grows
 * with each page that the house gets. A branch is the same build with only the routes that an address can lead to, so that
 * a page costs the same however many others there are. The browser's manifest stays the whole one.
 * @returns the branch of a path, the same object each time; the whole build for an address that has no branch
 */
export function branchesOf(build: ServerBuild): (path: string) => ServerBuild {
  const words = new Map(Object.keys(build.routes).map((id) => [id, wordsOf(build.routes, id)]));
  const known = PARTING.map((place) => new Set([...words.values()].map((all) => all[place]).filter(isFixed)));
  const branches = new Map<string, ServerBuild>();
  return (path) => {
    const asked = path.replace(/\.data$/, '').split('/').slice(1);
    const at = PARTING.map((place, index) => (known[index]?.has(asked[place] ?? '') ? asked[place] : undefined));
    if (at[0] === undefined) return build;
    const key = at.join(' ');
    const branch = branches.get(key) ?? cut(build, (id) => PARTING.every((place, index) => fits(words.get(id)?.[place], at[index])));
    branches.set(key, branch);
    return branch;
  };
}

/** A layout, an index or a parameter leads anywhere; a fixed word only to itself. */
function fits(word: string | undefined, asked: string | undefined): boolean {
  return !isFixed(word) || word === asked;
}

function cut(build: ServerBuild, keep: (id: string) => boolean): ServerBuild {
  const only = <T>(all: Record<string, T>): Record<string, T> => Object.fromEntries(Object.entries(all).filter(([id]) => keep(id)));
  return { ...build, routes: only(build.routes as Record<string, NonNullable<Routes[string]>>), assets: { ...build.assets, routes: only(build.assets.routes as Record<string, never>) } } as ServerBuild;
}
