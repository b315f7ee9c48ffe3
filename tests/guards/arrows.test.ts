import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSources, type SourceFile } from './imports.ts';

const app = readSources('app');
const models = readSources('models');

/** docs/architecture.md, "Rooms": a room → the rooms whose queries, commands, rules, policy and schema it may call. */
const ROOMS: Record<string, readonly string[]> = {
  mall: [],
  notices: ['mall'],
  accounts: ['mall', 'notices'],
  booking: ['mall', 'notices'],
  requests: ['mall', 'notices', 'booking'],
  visits: ['mall', 'notices', 'requests'],
  council: ['mall', 'notices', 'requests', 'booking'],
  programs: ['mall', 'notices', 'booking', 'requests'],
};
/** They compose: every room, but not each other's pages. */
const COMPOSING = ['office', 'record', 'routes', 'demo', 'operations'];
/** They carry the rooms and know none. */
const GROUND = ['platform', 'i18n', 'components'];
/** The process itself. Live pages are wired by the shells in routes/; a room publishes events instead. */
const HOUSE: Record<string, readonly string[]> = {
  server: ['realtime', 'routes', 'operations', 'demo'],
  realtime: [],
  offline: [],
};
const GROUND_OF_GROUND: Record<string, readonly string[]> = { platform: ['i18n'], i18n: ['platform', 'components'], components: ['platform', 'i18n'] };

/** `app/requests/engine/x.ts` → `requests`; files of app/ itself → `(app)`. */
const roomOf = (path: string) => (path.split('/').length > 2 ? path.split('/')[1]! : '(app)');

function mayImport(from: string, to: string): boolean {
  if (from === to || from === '(app)') return true;
  if (from in GROUND_OF_GROUND) return GROUND_OF_GROUND[from]!.includes(to);
  if (GROUND.includes(to)) return true;
  if (from in ROOMS) return ROOMS[from]!.includes(to);
  if (COMPOSING.includes(from)) return to in ROOMS || to === 'operations' || to === 'office' || to === 'record' || to === 'demo' || (from === 'routes' && to in HOUSE);
  return HOUSE[from]?.includes(to) ?? false;
}

const arrows = (files: SourceFile[]) => files.flatMap(({ path, imports }) => imports.filter((to) => to.startsWith('app/')).map((to) => ({ path, to })));
const shown = ({ path, to }: { path: string; to: string }) => `${path} → ${to}`;

describe('the arrows between rooms', () => {
  it('every folder of app/ is known to the table', () => {
    const known = [...Object.keys(ROOMS), ...COMPOSING, ...GROUND, ...Object.keys(HOUSE)];
    const folders = readdirSync(join(import.meta.dirname, '../../app'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('reads what the files import, and knows a wrong arrow from a right one', () => {
    expect(arrows(app)).toContainEqual({ path: 'app/visits/policy.ts', to: 'app/platform/actor.ts' });
    expect([mayImport('mall', 'visits'), mayImport('requests', 'visits'), mayImport('visits', 'realtime'), mayImport('platform', 'mall'), mayImport('notices', 'office')]).toEqual(Array(5).fill(false));
    expect([mayImport('visits', 'requests'), mayImport('record', 'visits'), mayImport('mall', 'platform')]).toEqual(Array(3).fill(true));
  });

  it('no arrow but those of docs/architecture.md', () => {
    const wrong = arrows(app).filter(({ path, to }) => !mayImport(roomOf(path), roomOf(to)));
    expect(wrong.map(shown)).toEqual([]);
  });

  it('programs never import each other', () => {
    const program = (path: string) => /^app\/programs\/([^/]+)\//.exec(path)?.[1];
    const wrong = arrows(app).filter(({ path, to }) => program(path) && program(to) && program(path) !== program(to));
    expect(wrong.map(shown)).toEqual([]);
  });

  it('models import nothing from app', () => {
    expect(arrows(models).map(shown)).toEqual([]);
  });

  it('platform, languages and interface parts import no room', () => {
    const wrong = arrows(app).filter(({ path, to }) => GROUND.includes(roomOf(path)) && !GROUND.includes(roomOf(to)));
    expect(wrong.map(shown)).toEqual([]);
  });

  it('rooms never import realtime: they publish, the hub subscribes', () => {
    const wrong = arrows(app).filter(({ path, to }) => roomOf(to) === 'realtime' && !['realtime', 'routes', 'server', '(app)'].includes(roomOf(path)));
    expect(wrong.map(shown)).toEqual([]);
  });

  it('a room’s routes.ts is imported by app/routes.ts only, or the client build breaks', () => {
    const wrong = arrows(app).filter(({ path, to }) => /^app\/.+\/routes\.ts$/.test(to) && path !== 'app/routes.ts');
    expect(wrong.map(shown)).toEqual([]);
  });
});

describe('the doors of a room', () => {
  const doors = (name: string) => app.filter(({ path }) => path.endsWith(`/${name}`) && roomOf(path) in { ...ROOMS, office: 1, record: 1 });

  it('schemas import nothing but zod, and other schemas or closed lists', () => {
    const wrong = doors('schema.ts').flatMap(({ path, valueImports }) => valueImports.filter((to) => to !== 'zod' && /\.server\.ts$|\.tsx$/.test(to)).map((to) => `${path} → ${to}`));
    expect(wrong).toEqual([]);
  });

  it('rules and policies are pure: nothing of a server at run time', () => {
    const files = [...doors('rules.ts'), ...doors('policy.ts')];
    const wrong = files.flatMap(({ path, valueImports }) => valueImports.filter((to) => /\.server\.ts$|^(mongoose|@remix-run|node:|react)/.test(to)).map((to) => `${path} → ${to}`));
    expect(wrong).toEqual([]);
  });

  it('interface parts reach no data: neither models nor anything of the server', () => {
    const wrong = app
      .filter(({ path }) => roomOf(path) === 'components')
      .flatMap(({ path, valueImports }) => valueImports.filter((to) => to.startsWith('models/') || to.endsWith('.server.ts')).map((to) => `${path} → ${to}`));
    expect(wrong).toEqual([]);
  });

  it('every model is a .server.ts file, or mongoose lands in the browser', () => {
    expect(models.map(({ path }) => path).filter((path) => !path.endsWith('.server.ts'))).toEqual([]);
  });
});

describe('files', () => {
  const all = [...readSources('app', { tests: true }), ...readSources('models', { tests: true }), ...readSources('tests', { tests: true })];

  it('no folder or file is called utils, helpers, misc or common', () => {
    expect(all.map(({ path }) => path).filter((path) => /(^|\/)(utils?|helpers?|misc|common)(\/|\.|$)/.test(path))).toEqual([]);
  });

  it('no index file only passes on what others export', () => {
    const wrong = all.filter(({ path, source }) => /\/index\.tsx?$/.test(path) && /^export\s+(\*|(type\s+)?\{[^}]*\})\s+from/m.test(source));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('no file is longer than 400 lines, data apart', () => {
    const isData = (path: string) => /exceptions\.ts$|\/data\/|\.data\.ts$|vocabulary\.ts$/.test(path);
    const long = all.filter(({ path, source }) => !isData(path) && source.split('\n').length > 401);
    expect(long.map(({ path, source }) => `${path} ${source.split('\n').length}`)).toEqual([]);
  });

  it('no console, no any, no TODO and no silenced compiler in app and models', () => {
    const banned = /\bconsole\.(log|debug|info)\b|:\s*any\b|\bas any\b|<any>|@ts-(ignore|nocheck|expect-error)|\b(TODO|FIXME)\b/;
    const wrong = [...app, ...models].flatMap(({ path, source }) => {
      const line = source.split('\n').find((text) => banned.test(text) && !/^\s*(\*|\/\*|\/\/(?!.*(TODO|FIXME|@ts-)))/.test(text));
      return line ? [`${path}: ${line.trim()}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});
