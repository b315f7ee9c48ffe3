import type { ServerBuild } from '@remix-run/node';

type Routes = ServerBuild['routes'];

/** Words of a route's whole address, its layouts' included, as far as they have one place: `m`, `:mall`, `requests`, `:number`. */
function wordsOf(routes: Routes, id: string): string[] {
  const route = routes[id];
  if (!route) return [];
  const own = (route.path ?? '').split('/').filter(Boolean);
  const all = [...(route.parentId ? wordsOf(routes, route.parentId) : []), ...own].map((word) => word.toLowerCase());
  // After a word that may be missing nobody knows which place is whose.
  const unsure = all.findIndex((word) => /[*?]/.test(word));
  return unsure < 0 ? all : all.slice(0, unsure);
}

const isFixed = (word: string | undefined): word is string => word !== undefined && !word.startsWith(':');

/** The words that somebody asks for, as the router reads them: without regard to case, decoded. */
function wordsAsked(path: string): string[] {
  return path
    .replace(/\.data$/, '')
    .split('/')
    .filter(Boolean)
    .map((word) => (word.includes('%') ? decoded(word) : word).toLowerCase());
}
function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

/** A place in an address where branches part. */
interface Fork {
  build: ServerBuild;
  /** By the next word; '' is any word that no route calls by name, and none. */
  next: Map<string, Fork>;
  /** The words at this place that routes call by name. */
  named: ReadonlySet<string>;
  /** False: no route names a word at this place or after it. */
  parts: boolean;
}

/**
 * Remix flattens, sorts and compares all routes of a build for every request, and makes them anew for every render: a cost that grows
 * with each page that the house gets. A branch is the same build with only the routes that an address can lead to, so that
 * a page costs the same however many others there are. The browser's manifest stays the whole one.
 * @returns the branch of a path, the same object each time; there are no more branches than routes have words
 */
export function branchesOf(build: ServerBuild): (path: string) => ServerBuild {
  const words = new Map(Object.keys(build.routes).map((id) => [id, wordsOf(build.routes, id)]));
  const forkAt = (of: ServerBuild, place: number): Fork => {
    const left = Object.keys(of.routes).map((id) => words.get(id) ?? []);
    return { build: of, next: new Map(), named: new Set(left.map((all) => all[place]).filter(isFixed)), parts: left.some((all) => all.slice(place).some(isFixed)) };
  };
  const first = forkAt(build, 0);
  return (path) => {
    const asked = wordsAsked(path);
    let fork = first;
    for (let place = 0; fork.parts; place += 1) {
      const word = fork.named.has(asked[place] ?? '') ? (asked[place] ?? '') : '';
      const next = fork.next.get(word) ?? forkAt(cut(fork.build, (id) => fits(words.get(id)?.[place], word)), place + 1);
      fork.next.set(word, next);
      fork = next;
    }
    return fork.build;
  };
}

/** A layout, an index or a parameter leads anywhere; a fixed word only to itself. */
function fits(word: string | undefined, asked: string): boolean {
  return !isFixed(word) || word === asked;
}

function cut(build: ServerBuild, keep: (id: string) => boolean): ServerBuild {
  const only = <T>(all: Record<string, T>): Record<string, T> => Object.fromEntries(Object.entries(all).filter(([id]) => keep(id)));
  return { ...build, routes: only(build.routes as Record<string, NonNullable<Routes[string]>>), assets: { ...build.assets, routes: only(build.assets.routes as Record<string, never>) } } as ServerBuild;
}
