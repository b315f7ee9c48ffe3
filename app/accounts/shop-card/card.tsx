import { redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { BackBar, PageTitle, Section } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Paper } from '#app/components/paper.tsx';
import { PrintButton } from '#app/components/print-button.tsx';
import { NumberSlip } from '#app/components/slip.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { signedIn } from '#app/platform/authorise.server.ts';
import { env } from '#app/platform/env.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { needsSecondFactor } from '#app/platform/proof.ts';
import { shownShopCard } from '../factors/shown-once.server.ts';
import { qrPath } from '../invitations/qr.server.ts';
import { Qr } from '../invitations/slip-paper.tsx';
import { shopsOf } from '../phones/queries.server.ts';
import { CardActSchema } from '../phones/schema.ts';
import { makeShopCard } from './commands.server.ts';

export const handle = { i18n: ['phones'], title: (t) => t('phones:card.title'), bar: 'own' } satisfies PageHandle;

export const loader = signedIn(async ({ request, actor, known, now }) => {
  const number = await shownShopCard().recall(request.headers.get('Cookie'), actor.account);
  const shop = (await shopsOf([actor.account], now)).get(actor.account) ?? null;
  // In the fragment, as codes travel: no log and no page that it leads on to sees it.
  const qr = number ? qrPath(`${env().PUBLIC_URL.replace(/\/$/, '')}/sign-in/card#${number.replaceAll('-', '')}`) : null;
  return { number, qr, shop, names: known.names, may: !needsSecondFactor(known.memberships) };
});

export const action = signedIn(async ({ request, actor, now }) => {
  const form = await request.formData();
  if (form.get('intent') === 'kept') return redirect('/me/phone', { headers: { 'Set-Cookie': await shownShopCard().forget() } });
  return submitForm(form, CardActSchema, async () => redirect('/me/shop-card', { headers: { 'Set-Cookie': await shownShopCard().keep(actor.account, await makeShopCard(actor.account, now)) } }));
});

/** The card to print: the shop's sign, the person's name and a code that names her. With her phone and her PIN it opens, with neither it doesn't. */
export default function ShopCardRoute() {
  const { number, qr, shop, names, may } = useLoaderData<typeof loader>();
  const { t } = useTranslation('phones');
  const language = useLanguage();
  const person = pickLocalized(names, language)?.text;
  return (
    <>
      <BackBar to="/me/phone" title={t('card.title')} />
      <PageTitle lead={t(number ? 'card.once' : 'card.lead')}>{t('card.title')}</PageTitle>
      {number && qr && (
        <Paper>
          <NumberSlip
            above={
              <>
                <bdi>{pickLocalized(shop?.names ?? names, language)?.text}</bdi> {shop?.unit && <bdi dir="ltr">{shop.unit}</bdi>}
              </>
            }
            label={shop ? <bdi>{person}</bdi> : t('card.title')}
            number={number}
            qr={<Qr {...qr} label={t('card.qr')} />}
            below={<p className="small">{t('card.how')}</p>}
          />
        </Paper>
      )}
      <Section>
        {may ? (
          <div className="pad row no-print" style={{ flexWrap: 'wrap' }}>
            <Form method="post">
              <input type="hidden" name="intent" value={number ? 'kept' : 'make'} />
              <Button look="main">{t(number ? 'card.kept' : 'card.make')}</Button>
            </Form>
            {number ? <PrintButton>{t('card.print')}</PrintButton> : <ButtonLink to="/me/phone">{t('card.later')}</ButtonLink>}
          </div>
        ) : (
          <p className="pad">{t('refused.more-needed')}</p>
        )}
      </Section>
    </>
  );
}
