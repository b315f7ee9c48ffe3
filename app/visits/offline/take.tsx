import { useLoaderData } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { BackBar, Dock, PageTitle, Section } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { ErrorPanel, Strip } from '#app/components/states.tsx';
import { authorised } from '#app/platform/authorise.server.ts';
import { type CannotKeep, isEmbedded } from './can-keep.ts';
import { OtherBrowser } from './other-browser.tsx';
import { PACK_LIFE } from './pack.ts';
import { useFormats } from '#app/i18n/react.ts';

export const handle = { i18n: ['offline-day', 'visits'], title: (t) => t('offline-day:take.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'visits:record' }, ({ request, mall }) => ({
  base: `/m/${mall.slug}`,
  // Said before the first shop, without script too.
  embedded: isEmbedded(request.headers.get('User-Agent') ?? ''),
}));

type Step = 'ready' | 'going' | 'no-network' | 'full';

/** "Take my day along": what lies on the phone afterwards, and a button. A browser that can't says so here, with pictures. */
export default function TakeRoute() {
  const { base, embedded } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['offline-day', 'visits']);
  const { formatUnit } = useFormats();
  const [cannot, setCannot] = useState<CannotKeep | null>(embedded ? 'embedded' : null);
  const [step, setStep] = useState<Step>('ready');
  const [script, setScript] = useState(false);
  useEffect(() => {
    setScript(true);
    if (!embedded) void import('./can-keep.ts').then(({ whyCannotKeep }) => whyCannotKeep()).then(setCannot);
  }, [embedded]);
  const take = async (): Promise<void> => {
    setStep('going');
    const became = await import('./taking.ts').then(({ takeDay }) => takeDay(base)).catch(() => 'no-network' as const);
    if (became === 'taken') window.location.assign('/day');
    else if (became === 'cannot') setCannot('no-storage');
    else setStep(became);
  };
  return (
    <>
      <BackBar to={`${base}/visits`} title={t('take.title')} />
      <PageTitle lead={t('take.lead')}>{t('take.title')}</PageTitle>
      {cannot ? (
        <OtherBrowser why={cannot} />
      ) : (
        <>
          <Section>
            <ul className="pad">
              <li>{t('take.what')}</li>
              <li>{t('take.sealed', { hours: formatUnit(PACK_LIFE / 3600_000, 'hour') })}</li>
              <li>{t('take.sends')}</li>
              <li>{t('take.lost')}</li>
            </ul>
          </Section>
          {step === 'no-network' && <Strip tone="warn" icon="alert-triangle" title={t('take.no-network')} live />}
          {step === 'full' && <ErrorPanel title={t('take.full')}>{t('take.full-hint')}</ErrorPanel>}
          <Dock note={script ? undefined : t('take.needs-script')}>
            <Button type="button" look="main" size="thumb" wide icon="device-mobile-down" disabled={!script || step === 'going'} onClick={() => void take()}>
              {step === 'going' ? t('take.going') : t('take.button')}
            </Button>
          </Dock>
        </>
      )}
    </>
  );
}
