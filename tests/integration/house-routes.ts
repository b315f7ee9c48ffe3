import type { RouteConfigEntry } from '@remix-run/route-config';
import { RateLimits } from '#models/rate-limit.server.ts';
import routes from '#app/routes.ts';

type Handler = (args: { request: Request; params: Record<string, string>; context: never }) => unknown;

export interface HouseRoute {
  /** `m/:mall/notices/:notice` */
  pattern: string;
  /** `notices/detail.tsx` */
  file: string;
  loader?: Handler;
  action?: Handler;
  /** Namespaces of its words. */
  words: readonly string[];
}

const modules = import.meta.glob<{ loader?: Handler; action?: Handler; handle?: { i18n?: readonly string[] } }>('/app/**/*.{ts,tsx}');

function flatten(entries: readonly RouteConfigEntry[], above = ''): { pattern: string; file: string }[] {
  return entries.flatMap(({ path, file, children = [] }) => {
    const pattern = [above, path].filter(Boolean).join('/');
    return [{ pattern, file }, ...flatten(children, pattern)];
  });
}

/** Every route module of `app/routes.ts` that answers anything on the server, layouts included. */
export async function houseRoutes(): Promise<HouseRoute[]> {
  const all = flatten(await routes);
  const loaded = await Promise.all(
    all.map(async ({ pattern, file }) => {
      const load = modules[`/app/${file}`];
      if (!load) throw new Error(`app/routes.ts names app/${file}, which isn’t there.`);
      const { loader, action, handle } = await load();
      return { pattern, file, loader, action, words: handle?.i18n ?? [] };
    }),
  );
  return loaded.filter(({ loader, action }) => loader ?? action);
}

/** Names of the parameters: `mall`, `notice`. */
export const paramsOf = (pattern: string): string[] => [...pattern.matchAll(/:(\w+)\??/g)].map(([, name = '']) => name);

export interface Answer {
  status: number;
  location: string | null;
  /** What the handler gave, if it didn't throw; of a file its words, of a workbook its bytes; null where there is nothing to read. */
  body: unknown;
}

/** What the server says of whoever calls, whom each limit by address counts. */
const CONTEXT = { ip: '203.0.113.7' };

/** Calls one handler as Remix would, with the patience of a person, whatever it answers or throws. Errors that aren't answers are thrown on. */
export async function call(handler: Handler, { pattern, params, cookie, body, query = '' }: { pattern: string; params: Record<string, string>; cookie?: string; body?: BodyInit; query?: string }): Promise<Answer> {
  const path = pattern.replace(/:(\w+)\??/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  if (body !== undefined) await RateLimits.deleteMany({});
  const headers = cookie ? { Cookie: cookie } : undefined;
  const request = new Request(`http://localhost/${path}${query}`, { method: body === undefined ? 'GET' : 'POST', body, headers });
  try {
    return await answerOf(await handler({ request, params, context: CONTEXT as never }));
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    return answerOf(thrown);
  }
}

async function answerOf(value: unknown): Promise<Answer> {
  if (value instanceof Response) return { status: value.status, location: value.headers.get('Location'), body: await readable(value) };
  const wrapped = value as { type?: string; data?: unknown; init?: { status?: number } | null } | null;
  if (wrapped?.type === 'DataWithResponseInit') return { status: wrapped.init?.status ?? 200, location: null, body: wrapped.data };
  return { status: 200, location: null, body: value };
}

/** A PDF says when it was printed, by a clock that no test moves. */
async function readable(answer: Response): Promise<string | null> {
  const type = answer.headers.get('Content-Type') ?? '';
  if (/^text\/|json|xml;|svg/.test(type)) return (await answer.text()) || null;
  return type.includes('spreadsheet') ? Buffer.from(await answer.arrayBuffer()).toString('base64') : null;
}
