import type { ServerBuild } from '@remix-run/node';
import { expect, it } from 'vitest';
import { branchesOf } from './branches.ts';

const PATHS: [id: string, parentId: string | undefined, path: string | undefined][] = [
  ['root', undefined, ''],
  ['home', 'root', undefined],
  ['sign-in', 'root', 'sign-in'],
  ['code', 'root', 'sign-in/code'],
  ['mine', 'root', ''],
  ['record', 'mine', 'me/record/:part?'],
  ['find', 'root', 'r/:number'],
  ['mall', 'root', 'm/:mall'],
  ['mall-home', 'mall', undefined],
  ['requests', 'mall', 'requests'],
  ['request', 'mall', 'requests/:number'],
  ['visits', 'mall', 'visits/:merchant'],
];
const routes = Object.fromEntries(PATHS.map(([id, parentId, path]) => [id, { id, parentId, path }]));
const build = { routes, assets: { url: '/manifest.js', routes }, mode: 'production' } as unknown as ServerBuild;
const idsAt = (path: string) => Object.keys(branchesOf(build)(path).routes);

it('an address has the routes that it can lead to, its layouts and nothing else', () => {
  expect(idsAt('/m/zhula/requests/ZL-2026-0482173')).toEqual(['root', 'home', 'mine', 'mall', 'mall-home', 'requests', 'request']);
  expect(idsAt('/m/zhula/visits/7.data')).toEqual(['root', 'home', 'mine', 'mall', 'mall-home', 'visits']);
  expect(idsAt('/me/record')).toEqual(['root', 'home', 'mine', 'record']);
  expect(idsAt('/sign-in/code')).toEqual(['root', 'home', 'sign-in', 'code', 'mine']);
});

it('an address without a branch is answered by the whole build, and one branch is made once', () => {
  const branchAt = branchesOf(build);
  expect(branchAt('/')).toBe(build);
  expect(branchAt('/nowhere/at/all')).toBe(build);
  expect(branchAt('/_root.data')).toBe(build);
  expect(branchAt('/m/a/requests')).toBe(branchAt('/m/b/requests/7'));
  expect(branchAt('/m/a/requests').assets.url).toBe('/manifest.js');
});

it('words that no route has make no branches, however many are tried', () => {
  const branchAt = branchesOf(build);
  expect(branchAt('/m/zhula/tried-1')).toBe(branchAt('/m/zhula/tried-2'));
});
