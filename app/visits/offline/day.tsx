import { useLoaderData, useLocation, useNavigate } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ProgramsHere } from '#app/components/program-name.ts';
import { Icon } from '#app/components/icon.tsx';
import { Section, TitleBar } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Bones } from '#app/components/states.tsx';
import { ShowCode } from '../counter/show-code.tsx';
import { DayList } from './day-list.tsx';
import { DayMap } from './day-map.tsx';
import { DayOutbox } from './day-outbox.tsx';
import { DayShop } from './day-shop.tsx';
import { readDay } from './read-day.ts';
import { useDay } from './use-day.ts';
import styles from './day.module.css';

export const handle = { i18n: ['visits', 'questions', 'counter', 'offline-day'], title: (t) => t('offline-day:title') } satisfies PageHandle;

/** Nothing comes from the portal: the page is one empty shell per language, and what it shows lies on the device. */
export const clientLoader = () => readDay();
clientLoader.hydrate = true as const;

/** What the worker keeps: no person, no shop. */
export function HydrateFallback() {
  const { t } = useTranslation('offline-day');
  return (
    <main id="main" className={styles.page}>
      <TitleBar title={t('title')} />
      <Section>
        <Bones>
          <Icon name="device-mobile-down" /> {t('opening')}
        </Bones>
      </Section>
    </main>
  );
}

/** Its parts are told by what stands behind the `#`: no address with a shop in it ever reaches a log, and no network is asked. */
export default function DayRoute() {
  const day = useDay(useLoaderData<typeof clientLoader>() as Awaited<ReturnType<typeof readDay>>);
  const navigate = useNavigate();
  const { hash } = useLocation();
  const [view = 'list', id = ''] = hash.slice(1).split('/');
  useEffect(() => {
    if (!hash) void navigate('#list', { replace: true });
    window.scrollTo(0, 0);
  }, [hash, navigate]);
  const stop = day.state.pack?.stops.find(({ merchant }) => merchant === id);
  const mended = day.state.kept.find(({ clientId }) => clientId === id);
  return (
    <ProgramsHere.Provider value={day.state.pack?.programs ?? null}>
    <main id="main" tabIndex={-1} className={styles.page}>
      {view === 'shop' && stop && day.state.pack ? (
        <DayShop key={id} day={day} pack={day.state.pack} stop={stop} />
      ) : view === 'mend' && mended ? (
        <DayShop key={id} day={day} pack={day.state.pack} stop={day.state.pack?.stops.find(({ merchant }) => merchant === mended.visit.merchant)} mended={mended} />
      ) : view === 'map' && day.state.pack ? (
        <DayMap pack={day.state.pack} day={day} level={id} />
      ) : view === 'code' ? (
        <ShowCode day={day} clientId={id} />
      ) : view === 'outbox' ? (
        <DayOutbox day={day} />
      ) : (
        <DayList day={day} />
      )}
    </main>
    </ProgramsHere.Provider>
  );
}
