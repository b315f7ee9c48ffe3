import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { BackBar, Dock, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { recordDayLooks } from '../day-looks.server.ts';
import { ShopName } from '../shop-name.tsx';
import { CodeForPhone } from './code-for-phone.tsx';
import { getShownCode } from './queries.server.ts';

export const handle = { i18n: ['counter'], title: (t) => t('counter:title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'visits:record' }, async ({ params, mall, actor, now }) => {
  const doing = { mall, actor, now };
  const shown = await getShownCode(doing, String(params.visit));
  await recordDayLooks(doing);
  return { ...shown, back: `/m/${mall.slug}/visits?done=1` };
});

/** After a visit written down with a network, at a shop whose phone signs: it may have none. Drawn by the house, so that it works without script. */
export default function CodeRoute() {
  const { names, code, qr, back } = useLoaderData<typeof loader>();
  const { t } = useTranslation('counter');
  return (
    <>
      <BackBar to={back} title={<ShopName names={names} />} />
      <PageTitle lead={t('show-lead')}>{t('title')}</PageTitle>
      <CodeForPhone code={code} qr={qr} />
      <Dock>
        <ButtonLink to={back} look="main" size="thumb" wide icon="check">
          {t('done')}
        </ButtonLink>
      </Dock>
    </>
  );
}
