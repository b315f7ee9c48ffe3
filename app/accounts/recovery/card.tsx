import { redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { PageTitle, Section } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Paper } from '#app/components/paper.tsx';
import { PrintButton } from '#app/components/print-button.tsx';
import { NumberSlip } from '#app/components/slip.tsx';
import { requireFresh, signedIn } from '#app/platform/authorise.server.ts';
import { safePath } from '#app/platform/paths.ts';
import { getFactors } from '../factors/queries.server.ts';
import { shownCard } from '../factors/shown-once.server.ts';
import { makeRecoveryCard } from './commands.server.ts';

export const handle = { i18n: ['recovery'], title: (t) => t('recovery:paper.title') } satisfies PageHandle;

export const loader = signedIn(async (context) => {
  const { request, actor } = context;
  const next = safePath(new URL(request.url).searchParams.get('next'), '/me');
  const code = await shownCard().recall(request.headers.get('Cookie'), actor.account);
  if (!code) requireFresh(context);
  return { code, next, has: (await getFactors(actor.account)).card };
});

export const action = signedIn(async (context) => {
  const { request, actor, now } = context;
  const next = safePath(new URL(request.url).searchParams.get('next'), '/me');
  if ((await request.formData()).get('intent') === 'kept') return redirect(next, { headers: { 'Set-Cookie': await shownCard().forget() } });
  requireFresh(context);
  const cookie = await shownCard().keep(actor.account, await makeRecoveryCard(actor.account, now));
  return redirect(`/me/recovery-card?next=${encodeURIComponent(next)}`, { headers: { 'Set-Cookie': cookie } });
});

/** The card to print: a code and nothing else. No name, no shop, no mall: whoever finds it doesn't know whose it is. */
export default function RecoveryCardRoute() {
  const { code, next, has } = useLoaderData<typeof loader>();
  const { t } = useTranslation('recovery');
  return (
    <>
      <PageTitle lead={t(code ? 'paper.once' : 'paper.lead')}>{t('paper.title')}</PageTitle>
      {code && (
        <Paper>
          <NumberSlip label={t('paper.code')} number={code} />
        </Paper>
      )}
      <Section>
        <div className="pad row" style={{ flexWrap: 'wrap' }}>
          <Form method="post">
            <input type="hidden" name="intent" value={code ? 'kept' : 'make'} />
            <Button look="main">{t(code ? 'paper.kept' : has ? 'paper.again' : 'paper.make')}</Button>
          </Form>
          {code ? <PrintButton>{t('paper.print')}</PrintButton> : <ButtonLink to={next}>{t('paper.later')}</ButtonLink>}
        </div>
      </Section>
    </>
  );
}
