import { Outlet, useLoaderData } from '@remix-run/react';
import { Shell } from '#app/components/shell.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { getRosterMall } from '#app/mall/roles/public-mall.server.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { LiveProvider } from '#app/realtime/live.tsx';
import { PortalShell } from './portal-shell.tsx';
import { shellOf } from './shell.server.ts';

export const loader = openToAnyone(async (visitor) => {
  const { mall, reader } = await getRosterMall(visitor);
  const { actor, known, session } = visitor;
  const shell = reader.actor && actor && known && session ? await shellOf({ ...visitor, actor, known, session }, mall) : null;
  return { name: mall.name, shell };
});

/** Members read the roster in their own shell, whoever passes by in a bare one. */
export default function RosterLayoutRoute() {
  const { name, shell } = useLoaderData<typeof loader>();
  const language = useLanguage();
  if (shell) {
    return (
      <LiveProvider device={shell.device}>
        <PortalShell shell={shell}>
          <Outlet />
        </PortalShell>
      </LiveProvider>
    );
  }
  return (
    <Shell mall={{ name: pickLocalized(name, language)?.text ?? '', to: '/' }} nav={[]}>
      <Outlet />
    </Shell>
  );
}
