import { useLoaderData } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { BackBar, Dock, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Paper } from '#app/components/paper.tsx';
import { authorised } from '#app/platform/authorise.server.ts';
import { recordDayLooks } from '../day-looks.server.ts';
import { CarbonPaper } from './carbon-paper.tsx';
import { getCarbon } from './queries.server.ts';
import styles from './carbon.module.css';

export const handle = { i18n: ['visits'], title: (t) => t('visits:carbon.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'visits:record' }, async ({ params, mall, actor, now }) => {
  const doing = { mall, actor, now };
  const carbon = await getCarbon(doing, String(params.carbon));
  await recordDayLooks(doing);
  return { carbon, mall: mall.name, base: `/m/${mall.slug}/visits` };
});

/** What was recorded about a shop without an account, on paper or as a picture for its hands: with the code to answer it by. */
export default function CarbonRoute() {
  const { carbon, mall, base } = useLoaderData<typeof loader>();
  const { t } = useTranslation('visits');
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  return (
    <>
      <div className={styles.around}>
        <BackBar to={base} title={t('carbon.title')} language />
        <PageTitle lead={t('carbon.lead')}>{t('carbon.title')}</PageTitle>
        {scripted && (
          <div className="pad">
            <Button type="button" icon="printer" onClick={() => print()}>
              {t('sheet.print')}
            </Button>
          </div>
        )}
      </div>
      <Paper>
        <CarbonPaper carbon={carbon} mall={mall} />
      </Paper>
      <Dock>
        <ButtonLink to={`${base}?done=1`} look="main" size="thumb" wide icon="check">
          {t('carbon.left')}
        </ButtonLink>
      </Dock>
    </>
  );
}
