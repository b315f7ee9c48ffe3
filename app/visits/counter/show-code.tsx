import { create } from 'qrcode/lib/core/qrcode.js';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { BackBar, Dock, PageTitle } from '#app/components/page.tsx';
import { pathOfModules } from '#app/mall/codes/qr-drawing.ts';
import type { LiveDay } from '../offline/use-day.ts';
import { ShopName } from '../shop-name.tsx';
import { CodeForPhone } from './code-for-phone.tsx';
import { codeOf, digestOf, payloadOf, shortPayload } from './statement.ts';

interface Shown {
  code: string;
  payload: string;
}

/** What the shop's phone reads off this one, without a network: the words where they fit, and a number to type. */
export function ShowCode({ day, clientId }: { day: LiveDay; clientId: string }) {
  const { t } = useTranslation('counter');
  const [shown, setShown] = useState<Shown | null>(null);
  const kept = day.state.kept.find((one) => one.clientId === clientId);
  const tick = day.state.ticks.find((one) => one.clientId === clientId);
  useEffect(() => {
    if (tick?.code) setShown({ code: tick.code, payload: shortPayload(tick.merchant, tick.digest ?? tick.code) });
    else if (kept?.visit.nonce) {
      const statement = { ...kept.visit, nonce: kept.visit.nonce };
      void digestOf(statement).then((digest) => setShown({ code: codeOf(digest), payload: payloadOf(statement, digest) }));
    }
  }, [kept, tick]);
  const title = kept?.title ?? tick?.title;
  return (
    <>
      <BackBar to="#list" title={title ? <ShopName names={title.names} /> : t('title')} />
      <PageTitle lead={t('show-lead')}>{t('title')}</PageTitle>
      {shown && <CodeForPhone code={shown.code} qr={pathOfModules(create(shown.payload, { errorCorrectionLevel: 'L' }).modules)} />}
      <Dock>
        <ButtonLink to="#list" look="main" size="thumb" wide icon="check">
          {t('done')}
        </ButtonLink>
      </Dock>
    </>
  );
}
