import { Form, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Line, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Button } from '#app/components/button.tsx';
import { Mark } from '#app/components/mark.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { redirect } from '@remix-run/node';
import { findShops, listGrids } from '#app/mall/queries.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { endSlip } from './commands.server.ts';
import { listOpenSlips } from './queries.server.ts';
import { spacedNumber } from './rules.ts';
import { EndSlipSchema } from './schema.ts';
import { SheetForm } from './sheet-form.tsx';

export const handle = { i18n: ['members'], title: (t) => t('members:manage.title') } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, now }) => {
  const [slips, grids] = await Promise.all([listOpenSlips({ mall: mall._id, as: 'owner' }, now), listGrids(mall._id)]);
  const shops = await findShops(mall._id, slips.flatMap((slip) => slip.merchant ?? []));
  return {
    base: `/m/${mall.slug}/manage/members`,
    grids: grids.map(({ _id, number }) => ({ id: _id, number })),
    slips: slips.map((slip) => ({ ...slip, shop: shops.get(slip.merchant ?? '') ?? null })),
  };
});

export const action = authorised({ can: 'mall:manage' }, async ({ request, actor, mall, now }) =>
  submitForm(await request.formData(), EndSlipSchema, async ({ slip }) => {
    await endSlip({ account: actor.account, role: 'officer' }, mall._id, slip, now);
    return redirect(`/m/${mall.slug}/manage/members`);
  }),
);

/** Slips for shops. Whom a slip made a member shows on that shop's page, not here. */
export default function ManageMembersRoute() {
  const { base, grids, slips } = useLoaderData<typeof loader>();
  const { t } = useTranslation('members');
  const language = useLanguage();
  return (
    <>
      <PageTitle lead={t('manage.lead')}>{t('manage.title')}</PageTitle>
      <Section near>
        <SectionHead under={t('manage.make-hint')}>{t('manage.make')}</SectionHead>
        <SheetForm action={`${base}/slips`} grids={grids} />
      </Section>
      <Section>
        <Sheet list>
          <LineLink to={`${base}/partners`} icon="truck-loading" under={t('partners.lead')}>
            {t('partners.title')}
          </LineLink>
        </Sheet>
      </Section>
      <Section>
        <SectionHead under={t('manage.open-hint')}>{t('manage.open')}</SectionHead>
        <Sheet list>
          {slips.length === 0 && <li className="pad quiet">{t('manage.none')}</li>}
          {slips.map(({ id, number, state, minutes, shop }) => (
            <Line key={id}>
              <Form method="post" className="row">
                <input type="hidden" name="slip" value={id} />
                <span className="grow">
                  <b>
                    <bdi>{shop && pickLocalized(shop.names, language)?.text}</bdi>
                  </b>{' '}
                  <bdi dir="ltr">{shop?.unit?.number}</bdi>
                  <br />
                  <bdi dir="ltr" className="num">
                    {spacedNumber(number)}
                  </bdi>{' '}
                  <Mark small state={state === 'awake' ? 'work' : 'pause'}>
                    {t(`state.${state}`, { minutes })}
                  </Mark>
                </span>
                <Button size="desk">{t('manage.end')}</Button>
              </Form>
            </Line>
          ))}
        </Sheet>
      </Section>
    </>
  );
}
