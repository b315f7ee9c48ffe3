import * as real from '@remix-run/react';
import type { FormProps, LinkProps, NavLinkProps } from '@remix-run/react';
import type { ComponentType, ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createStaticHandler, createStaticRouter, StaticRouterProvider } from 'react-router-dom/server';
import { beforeEach, expect, it, vi } from 'vitest';
import * as ours from './links-on-server.tsx';

/** Attributes in one order, for the order says nothing. */
const sorted = (html: string) => html.replace(/<(\w+)((?: [\w-]+="[^"]*")*)>/g, (_all, tag: string, attributes: string) => `<${tag} ${attributes.match(/[\w-]+="[^"]*"/g)?.sort().join(' ') ?? ''}>`);

// The router says aloud what it mends in an address.
beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());

/** What a page inside a layout writes at an address. */
async function writtenAt(address: string, page: ReactElement) {
  const routes = [{ path: '/m/:mall', children: [{ index: true, element: page }, { path: 'map', element: page }] }];
  const context = await createStaticHandler(routes).query(new Request(`http://mall${address}`));
  if (context instanceof Response) throw new Error('answered by itself');
  return sorted(renderToStaticMarkup(<StaticRouterProvider router={createStaticRouter(routes, context)} context={context} hydrate={false} />));
}

interface Parts {
  Link: ComponentType<LinkProps>;
  NavLink: ComponentType<NavLinkProps>;
  Form: ComponentType<FormProps>;
}

const ADDRESSES = ['/m/jinqiao/map', '/m/jinqiao/map?level=f1&q=%D8%A6', '/m/jinqiao', '/m/Jinqiao/map/'];
const TARGETS = [
  ...['/', '/m/jinqiao', '/m/jinqiao/map', '/m/jinqiao/map/', '/m/jinqiao?x=1#there', '/m/JINQIAO/map?x=1', '/m', '/me/../me', '/a//b', '/./a', '/a/.b/c', '/m/جىن'],
  ...['?', '#', '?level=f2', '?level=f2#plan', '#plan', '/x?', '/x#', '', '.', '..', '../..', 'map', './map', 'tel:110', 'mailto:a@b', 'https://elsewhere.example/x?y'],
];

for (const address of ADDRESSES) {
  it(`are written as the router writes them, at ${address}`, async () => {
    for (const to of TARGETS) {
      const pages = ({ Link, NavLink, Form }: Parts) => [
        <Link to={to} className="a" lang="ug" aria-current="page" preventScrollReset replace state={{ a: 1 }} onClick={() => {}}>one</Link>,
        <Link to={to} reloadDocument discover="none" prefetch="intent" target="_blank" viewTransition relative="route">two</Link>,
        <NavLink to={to} end>three</NavLink>,
        <NavLink to={to} className="b" data-rail>four</NavLink>,
        <NavLink to={to} className={({ isActive }) => (isActive ? 'on' : 'off')}>five</NavLink>,
        <Form action={to} method="post" noValidate encType="multipart/form-data">six</Form>,
        <Form action={to} reloadDocument role="search" preventScrollReset>seven</Form>,
        <Form method="post" replace navigate={false} fetcherKey="k">eight</Form>,
      ];
      const theirs = pages(real);
      for (const [at, page] of pages(ours).entries()) expect([to, at, await writtenAt(address, page)]).toEqual([to, at, await writtenAt(address, theirs[at]!)]);
    }
  });
}

it('know every part of the router that pages use', () => {
  expect(Object.keys(ours).sort()).toEqual(Object.keys(real).sort());
});
