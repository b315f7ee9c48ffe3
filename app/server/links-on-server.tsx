/**
 * What pages use of @remix-run/react, for rendering on the server: links and forms whose address says all by itself are written as they
 * stand. The router's own resolve each address four times, through JSON, for a listener that no server has (docs/decisions/0034).
 * `vite.config.ts` puts this in the place of @remix-run/react in the server's build; `links-on-server.test.tsx` holds that both write the same.
 */
import { type FormProps, type LinkProps, type NavLinkProps, Form as RealForm, Link as RealLink, NavLink as RealNavLink, useLocation } from '@remix-run/react';
import { createElement, Fragment } from 'react';

export * from '@remix-run/react';

const PLAIN_PATH = /^\/(?![/.])(?:(?!\/\/|\/\.)[^?#])*(?:[?#]|$)/;

/** The address of a link, where it doesn't depend on the route that it stands in; otherwise undefined. */
function hrefOf(to: LinkProps['to'], here: string): string | undefined {
  if (typeof to !== 'string' || /[?#]$/.test(to)) return undefined;
  if (PLAIN_PATH.test(to) && !/.\/(?:[?#]|$)/.test(to)) return to;
  return /^[?#]./.test(to) ? `${here}${to}` : undefined;
}

/** As the router's link lies among its neighbours, so that ids that React counts come out the same in the browser. */
const anchor = (props: object) => createElement(Fragment, null, createElement('a', props), null);

export function Link(props: LinkProps) {
  const { pathname } = useLocation();
  const href = hrefOf(props.to, pathname);
  if (href === undefined) return <RealLink {...props} />;
  const { to: _to, prefetch: _prefetch, discover = 'render', relative: _relative, reloadDocument, replace: _replace, state: _state, preventScrollReset: _still, viewTransition: _transition, ...rest } = props;
  return anchor({ ...rest, href, 'data-discover': discover === 'render' && !reloadDocument ? 'true' : undefined });
}

export function NavLink(props: NavLinkProps) {
  const { pathname } = useLocation();
  const { to, end = false, caseSensitive = false, className = '', style, children, 'aria-current': current = 'page', ...rest } = props;
  const there = hrefOf(to, pathname)?.split(/[?#]/)[0]?.toLowerCase();
  if (there === undefined || /[^!-~]/.test(there) || caseSensitive || typeof className === 'function' || typeof style === 'function' || typeof children === 'function') return <RealNavLink {...props} />;
  const here = pathname.toLowerCase();
  const isHere = here === there || (!end && here.startsWith(there) && here.charAt(there.length) === '/');
  return <Link {...rest} to={to} style={style} aria-current={isHere ? current : undefined} className={[className, isHere && 'active'].filter(Boolean).join(' ')}>{children}</Link>;
}

export function Form(props: FormProps) {
  const { pathname } = useLocation();
  const action = props.action === undefined ? undefined : hrefOf(props.action, pathname);
  if (action === undefined || /[?&]index(?:[&=#]|$)/.test(action)) return <RealForm {...props} />;
  const { discover = 'render', fetcherKey: _fetcher, navigate: _navigate, reloadDocument, replace: _replace, state: _state, method = 'get', relative: _relative, preventScrollReset: _still, viewTransition: _transition, ...rest } = props;
  return createElement('form', { ...rest, method: method.toLowerCase() === 'get' ? 'get' : 'post', action, 'data-discover': discover === 'render' && !reloadDocument ? 'true' : undefined });
}
