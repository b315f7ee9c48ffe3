import { useLoaderData } from '@remix-run/react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '#app/components/icon.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { ButtonLink } from '#app/components/button.tsx';
import { Section, TitleBar } from '#app/components/page.tsx';
import { Bones, Empty } from '#app/components/states.tsx';
import type { Sending } from '../offline/sender.ts';
import { Reading } from './reading.tsx';
import { SignedList } from './signed-list.tsx';
import { type CounterDatabase, listKeys, listSigned, openCounter, type PhoneKey, sendSigned, type SignedHere } from './store.ts';
import styles from './counter.module.css';

export const handle = { i18n: ['counter', 'visits', 'words', 'questions', 'mall'], title: (t) => t('counter:title') } satisfies PageHandle;

interface Here {
  db: CounterDatabase | null;
  keys: PhoneKey[];
  signed: SignedHere[];
}
async function readHere(known?: CounterDatabase | null): Promise<Here> {
  const db = known ?? (await openCounter().catch(() => null));
  return db ? { db, keys: await listKeys(db), signed: await listSigned(db, Date.now()) } : { db: null, keys: [], signed: [] };
}

/** Nothing comes from the portal: an empty shell, and what lies on this phone. */
export const clientLoader = () => readHere();
clientLoader.hydrate = true as const;

export function HydrateFallback() {
  const { t } = useTranslation('counter');
  return (
    <main id="main" className={styles.page}>
      <TitleBar title={t('title')} />
      <Section>
        <Bones>
          <Icon name="device-mobile" /> {t('opening')}
        </Bones>
      </Section>
    </main>
  );
}

const AGAIN = 15_000;

/** The shop's phone at the counter: it reads the volunteer's code, shows what it says, and signs. All of it works without a network. */
export default function CounterRoute() {
  const { t } = useTranslation('counter');
  const [here, setHere] = useState(useLoaderData<typeof clientLoader>() as Here);
  const [sending, setSending] = useState<Sending | null>(null);
  const { db, keys, signed } = here;
  const refresh = useCallback(async () => setHere(await readHere(db)), [db]);
  const waits = signed.filter(({ state }) => state === 'unsent').length;
  useEffect(() => {
    if (!db || waits === 0) return undefined;
    let over = false;
    const go = () => void sendSigned(db).then((became) => (over ? undefined : (setSending(became), refresh())), () => undefined);
    go();
    const again = setInterval(go, AGAIN);
    window.addEventListener('online', go);
    return () => {
      over = true;
      clearInterval(again);
      window.removeEventListener('online', go);
    };
  }, [db, waits, refresh]);
  return (
    <main id="main" tabIndex={-1} className={styles.page}>
      <TitleBar title={t('title')} />
      {db && keys.length > 0 ? (
        <Reading db={db} keys={keys} signed={signed} onSigned={refresh} />
      ) : (
        <Section>
          <Empty title={t('none')} action={<ButtonLink to="/me/record" external look="main">{t('to-record')}</ButtonLink>}>
            {t('none-hint')}
          </Empty>
        </Section>
      )}
      <SignedList signed={signed} sending={sending} />
      {keys.length > 0 && (
        <p className="pad">
          <a href="/me/record">{t('to-record')}</a>
        </p>
      )}
    </main>
  );
}
