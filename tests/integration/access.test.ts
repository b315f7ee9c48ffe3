import { beforeAll, describe, expect, it } from 'vitest';
import { permissionOf } from '#app/platform/authorise.server.ts';
import { type Capacity, type Permission, PERMISSIONS } from '#app/platform/permissions.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { type Answer, call, houseRoutes, type HouseRoute, paramsOf } from './house-routes.ts';
import { buildSide, cookieOf, type Person, type Side } from './world.ts';

const ROUTES = await houseRoutes();
const PEOPLE = ['merchant', 'leader', 'manager', 'assistant', 'information', 'supervisor', 'level-head', 'officer', 'partner', 'official', 'operator', 'nobody'] as const satisfies readonly Person[];
const HANDLERS = ROUTES.flatMap((route) => (['loader', 'action'] as const).flatMap((kind) => (route[kind] ? [{ ...route, kind, name: `${kind} of ${route.file} at /${route.pattern}` }] : [])));

let here: Side;
let there: Side;
beforeAll(async () => {
  await emptyDatabase();
  const then = new Date(Date.now() - 24 * 3600_000);
  here = await buildSide(then);
  there = await buildSide(then);
});

type Kind = 'loader' | 'action';
const declaredBy = (route: HouseRoute, kind: Kind) => permissionOf(route[kind] as object);
const isAllowed = (permission: Permission, person: Person): boolean => (PERMISSIONS[permission] as readonly string[]).includes(person);

const paramsFor = (route: HouseRoute, side: Side) => (route.pattern.startsWith('office/') ? { ...side.params, ...side.office } : side.params);
/** An empty form: enough to get past the door, never enough to change anything. */
const ask = (route: HouseRoute, kind: Kind, cookie: string | undefined, params: Record<string, string>): Promise<Answer> =>
  call(route[kind]!, { pattern: route.pattern, params, cookie, body: kind === 'action' ? new URLSearchParams() : undefined });
const isSignIn = ({ status, location }: Answer) => status === 302 && (location ?? '').startsWith('/sign-in');
const isIn = ({ status }: Answer) => status !== 404 && status < 500;

/** A page for passers-by is there for strangers too: what it shows them is the room's policy. */
const isPublic = (route: HouseRoute, kind: Kind) => declaredBy(route, kind) === 'anyone';

describe('every route × every capacity', () => {
  it('finds the routes of the house', () => {
    expect(ROUTES.length).toBeGreaterThan(10);
  });

  it.each(HANDLERS)('declares who may come: $name', (route) => {
    expect(declaredBy(route, route.kind)).toBeDefined();
  });

  it.each(HANDLERS)('has a value for every parameter: $name', (route) => {
    expect(paramsOf(route.pattern).filter((name) => !(name in here.params))).toEqual([]);
  });

  it.each(HANDLERS)('sends strangers without a session to the sign-in: $name', async (route) => {
    const answer = await ask(route, route.kind, undefined, paramsFor(route, here));
    if (declaredBy(route, route.kind) === 'anyone') expect(answer.status).toBeLessThan(500);
    else expect(answer).toSatisfy(isSignIn);
  });

  it.each(HANDLERS)('lets in whom its permission names, and is a 404 for everybody else: $name', async (route) => {
    const permission = declaredBy(route, route.kind);
    const letIn: Person[] = [];
    for (const person of PEOPLE) {
      const cookie = permission === 'anyone' ? await cookieOf(here.actors[person].account) : here.cookies[person];
      const answer = await ask(route, route.kind, cookie, paramsFor(route, here));
      expect([person, answer.status < 500, isSignIn(answer) && permission !== 'anyone']).toEqual([person, true, false]);
      if (isIn(answer)) letIn.push(person);
    }
    if (permission === undefined || permission === 'anyone' || permission === 'signed-in') {
      expect(letIn.length).toBeGreaterThan(0);
      return;
    }
    // The room's policy may keep a single record from somebody who may come to such pages; nobody else ever comes in.
    expect(letIn.filter((person) => !isAllowed(permission, person))).toEqual([]);
    expect(letIn).not.toEqual([]);
    const needsNoRecord = paramsOf(route.pattern).every((name) => name === 'mall' || name === 'office');
    if (needsNoRecord) expect(PEOPLE.filter((person) => isAllowed(permission, person) && !letIn.includes(person))).toEqual([]);
  });

  it.each(HANDLERS.filter((route) => !isPublic(route, route.kind) && (paramsOf(route.pattern).includes('mall') || route.pattern.startsWith('office/'))))('is a 404 for everybody of another mall and office: $name', async (route) => {
    for (const person of PEOPLE) {
      const permission = declaredBy(route, route.kind) as Permission;
      // An operator has no mall: what is hers is hers in all of them.
      if (person === 'operator' && permission in PERMISSIONS && isAllowed(permission, 'operator')) continue;
      const answer = await ask(route, route.kind, there.cookies[person], paramsFor(route, here));
      expect([person, answer.status]).toEqual([person, 404]);
    }
  });

  it.each(HANDLERS.flatMap((route) => paramsOf(route.pattern).filter((name) => !['mall', 'office', 'program', 'code', 'day', 'span'].includes(name)).map((foreign) => ({ ...route, foreign, name: `:${foreign}, ${route.name}` }))))(
    'gives nobody an id of another mall, and no sign that it exists: $name',
    async (route) => {
      const foreign = { ...paramsFor(route, here), [route.foreign]: paramsFor(route, there)[route.foreign]! };
      const invented = { ...foreign, [route.foreign]: '01890000-0000-7000-8000-000000000000' };
      for (const person of PEOPLE) {
        const answer = await ask(route, route.kind, here.cookies[person], foreign);
        // An empty form may be refused before anybody looks for the record; a page never comes.
        expect([person, route.kind === 'action' ? [404, 422] : [404]]).toEqual([person, expect.arrayContaining([answer.status])]);
        expect(answer).toEqual(await ask(route, route.kind, here.cookies[person], invented));
      }
    },
  );

  it('tells a stranger nothing about whether a mall exists', async () => {
    const route = ROUTES.find(({ pattern, loader }) => pattern === 'm/:mall' && loader);
    const strange = await ask(route!, 'loader', there.cookies.merchant, { mall: here.params.mall! });
    const invented = await ask(route!, 'loader', there.cookies.merchant, { mall: 'no-such-mall' });
    expect(strange).toEqual(invented);
  });

  it('every permission that a role holds is asked for by some route, or the table says too much', () => {
    const asked = new Set(HANDLERS.map((route) => declaredBy(route, route.kind)));
    const capacities: Capacity[] = PEOPLE.filter((person): person is Exclude<(typeof PEOPLE)[number], 'nobody'> => person !== 'nobody');
    const unused = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => !asked.has(permission) && capacities.some((capacity) => isAllowed(permission, capacity)));
    expect(unused.filter((permission) => !COMMAND_LINE.includes(permission))).toEqual([]);
  });
});

/** Permissions of commands without a page. */
const COMMAND_LINE: readonly Permission[] = ['mall:import'];
