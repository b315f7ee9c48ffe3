import type { ServerBuild } from '@remix-run/node';
import type { RouteConfigEntry } from '@remix-run/route-config';
import { matchRoutes } from '@remix-run/react';
import type { RouteObject } from 'react-router';
import { expect, it } from 'vitest';
import houseRoutes from '../routes.ts';
import { branchesOf } from './branches.ts';

const PATHS: [id: string, parentId: string | undefined, path: string | undefined][] = [
  ['root', undefined, ''],
  ['home', 'root', undefined],
  ['sign-in', 'root', 'sign-in'],
  ['code', 'root', 'sign-in/code'],
  ['mine', 'root', ''],
  ['record', 'mine', 'me/record/:part?'],
  ['part', 'mine', 'me/record/:part?/of-a-day'],
  ['find', 'root', 'r/:number'],
  ['mall', 'root', 'm/:mall'],
  ['mall-home', 'mall', undefined],
  ['requests', 'mall', 'requests'],
  ['request', 'mall', 'requests/:number'],
  ['visits', 'mall', 'visits/:merchant'],
  ['take', 'mall', 'visits/take'],
];
const routes = Object.fromEntries(PATHS.map(([id, parentId, path]) => [id, { id, parentId, path }]));
const build = { routes, assets: { url: '/manifest.js', routes }, mode: 'production' } as unknown as ServerBuild;
const idsAt = (path: string) => Object.keys(branchesOf(build)(path).routes);

it('an address has the routes that it can lead to, its layouts and nothing else', () => {
  expect(idsAt('/m/zhula/requests/ZL-2026-0482173')).toEqual(['root', 'home', 'mine', 'mall', 'mall-home', 'requests', 'request']);
  expect(idsAt('/m/zhula/visits/7.data')).toEqual(['root', 'home', 'mine', 'mall', 'mall-home', 'visits']);
  expect(idsAt('/m/zhula/visits/take')).toEqual(['root', 'home', 'mine', 'mall', 'mall-home', 'visits', 'take']);
  expect(idsAt('/me/record')).toEqual(['root', 'home', 'mine', 'record', 'part']);
  expect(idsAt('/me/record/visits/of-a-day')).toEqual(['root', 'home', 'mine', 'record', 'part']);
  expect(idsAt('/sign-in/code')).toEqual(['root', 'home', 'sign-in', 'code', 'mine']);
  expect(idsAt('/')).toEqual(['root', 'home', 'mine']);
});

it('an address is read as the router reads it', () => {
  for (const same of ['/M/zhula/Requests', '/m/zhula/requests/', '/m/zhula/%72equests']) expect(branchesOf(build)(same).routes).toEqual(branchesOf(build)('/m/zhula/requests').routes);
  expect(idsAt('/m/zhula/%zz')).toEqual(idsAt('/m/zhula'));
});

it('one branch is made once, and the browser keeps the whole manifest', () => {
  const branchAt = branchesOf(build);
  expect(branchAt('/_root.data')).toBe(branchAt('/'));
  expect(branchAt('/m/a/requests')).toBe(branchAt('/m/b/requests/7'));
  expect(branchAt('/m/a/requests').assets.url).toBe('/manifest.js');
});

it('words that no route has make no branches, however many are tried', () => {
  const branchAt = branchesOf(build);
  expect(branchAt('/m/zhula/tried-1')).toBe(branchAt('/m/zhula/tried-2'));
  expect(branchAt('/tried/1')).toBe(branchAt('/tried/2/3/4/5'));
  expect(branchAt('/requests/m')).toBe(branchAt('/tried'));
});

it('every address of the house leads in its branch where it leads in the whole house', () => {
  const routes: Record<string, { id: string; parentId: string | undefined; path: string | undefined; index: boolean | undefined }> = {};
  const collect = (entries: RouteConfigEntry[], parentId: string) => {
    for (const entry of entries) {
      const id = entry.id ?? entry.file;
      routes[id] = { id, parentId, path: entry.path, index: entry.index };
      collect(entry.children ?? [], id);
    }
  };
  routes.root = { id: 'root', parentId: undefined, path: '', index: undefined };
  collect(houseRoutes as RouteConfigEntry[], 'root');
  const house = { routes, assets: { url: '', routes } } as unknown as ServerBuild;
  const branchAt = branchesOf(house);
  const treeOf = (of: typeof routes, parentId: string | undefined): RouteObject[] =>
    Object.values(of).filter((route) => route.parentId === parentId).map(({ id, path, index }) => (index ? { id, path, index } : { id, path, children: treeOf(of, id) }));
  const whole = treeOf(routes, undefined);
  const leadsTo = (tree: RouteObject[], path: string) => matchRoutes(tree, path)?.map(({ route }) => route.id);
  const addressOf = (id: string | undefined): string => (id ? `${addressOf(routes[id]?.parentId)}${routes[id]?.path ? `/${routes[id].path.replace(/:\w+\??/g, 'x7').replace('*', 'deep/in')}` : ''}` : '');
  const addresses = Object.keys(routes).flatMap((id) => [addressOf(id) || '/', `${addressOf(id)}/x7`, `${addressOf(id)}/x7/take`]);
  expect(addresses.length).toBeGreaterThan(300);
  for (const address of addresses) expect([address, leadsTo(treeOf(branchAt(address).routes as never, undefined), address)]).toEqual([address, leadsTo(whole, address)]);
});
