import { Outlet, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { findOffice } from '#app/mall/offices.server.ts';
import { navOf } from '#app/components/nav.ts';
import { Shell } from '#app/components/shell.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { atOffice } from '#app/platform/authorise.server.ts';
import { LiveProvider } from '#app/realtime/live.tsx';

export const loader = atOffice(async ({ office, known, session }) => {
  const row = await findOffice(office);
  return { office, name: row?.name ?? {}, person: known.names, device: session.device };
});

/** Around the office's pages. What it shows live is what was addressed to the office, and releases. */
export default function OfficeLayoutRoute() {
  const { office, name, person, device } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const language = useLanguage();
  const base = `/office/${office}`;
  const nameOf = (words: typeof name) => pickLocalized(words, language)?.text ?? '';
  return (
    <LiveProvider device={device}>
      <Shell
        mall={{ name: nameOf(name), to: base }}
        nav={navOf('official', base, { keys: ['summary', 'warnings', 'notices', 'me'], paths: { me: '/me' } })}
        person={{ name: nameOf(person), role: t('as.official'), to: '/me' }}
      >
        <Outlet />
      </Shell>
    </LiveProvider>
  );
}
