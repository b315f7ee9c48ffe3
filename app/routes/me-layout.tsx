import { Outlet, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Shell } from '#app/components/shell.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { atTheDoor } from '#app/platform/authorise.server.ts';
import { findMallById } from '#app/platform/malls.server.ts';
import { LiveProvider } from '#app/realtime/live.tsx';
import { PortalShell } from './portal-shell.tsx';
import { shellOf } from './shell.server.ts';
import { landingWithoutMall, mallsOf } from './views.ts';

/** Also for whom a second factor is still to be shown: nothing of a mall then, only the page that asks. */
export const loader = atTheDoor(async (context) => {
  const first = context.held ? undefined : mallsOf(context.actor)[0];
  const mall = first ? await findMallById(first, context.now) : null;
  return { names: context.known.names, home: landingWithoutMall(context.actor), shell: mall ? await shellOf(context, mall) : null, device: context.session.device };
});

/** Pages of one's own, over all malls, in the shell of the first. */
export default function MeLayoutRoute() {
  const { shell, names, home, device } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const language = useLanguage();
  const page = <Outlet />;
  if (shell) {
    return (
      <LiveProvider device={shell.device}>
        <PortalShell shell={shell}>{page}</PortalShell>
      </LiveProvider>
    );
  }
  const role = home?.startsWith('/office') ? t('as.official') : home ? t('as.operator') : t('app.name');
  return (
    <LiveProvider device={device}>
      <Shell mall={{ name: '', to: home ?? '/me' }} nav={[]} person={{ name: pickLocalized(names, language)?.text ?? '', role, to: '/me' }}>
        {page}
      </Shell>
    </LiveProvider>
  );
}
