import { Outlet, useLoaderData } from '@remix-run/react';
import { AlsoZone } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { LiveProvider } from '#app/realtime/live.tsx';
import { PortalShell } from './portal-shell.tsx';
import { shellOf } from './shell.server.ts';

export const loader = authorised({ can: 'map:read' }, (context) => shellOf(context, context.mall));

/** Around every page of a mall: the shell, and the one socket that says when something changed. */
export default function MallLayoutRoute() {
  const shell = useLoaderData<typeof loader>();
  return (
    <LiveProvider device={shell.device}>
      <AlsoZone.Provider value={shell.also}>
        <PortalShell shell={shell}>
          <Outlet />
        </PortalShell>
      </AlsoZone.Provider>
    </LiveProvider>
  );
}
