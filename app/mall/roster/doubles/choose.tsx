import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { FieldError } from '#app/components/field.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { SearchField } from '#app/components/search-field.tsx';
import { Empty } from '#app/components/states.tsx';
import { unlessApart } from '#app/platform/apart.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { BoothNumber, ShopName } from '../names.tsx';
import { DoubleSchema } from '../schema.ts';
import { namePair } from './naming.server.ts';
import { findOtherShops, getOpenShop } from './queries.server.ts';
import styles from '../roster.module.css';

export const handle = { i18n: ['roster'], title: (t) => t('roster:same.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, params, actor, mall }) => {
  const query = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 60);
  const shop = await getOpenShop(mall._id, String(params.merchant));
  await unlessApart(mall._id, actor.account, [shop.merchant]);
  return { base: `/m/${mall.slug}/manage/roster`, shop, query, ...(await findOtherShops(mall._id, shop.merchant, query)) };
});

export const action = authorised({ can: 'mall:manage' }, async ({ request, params, actor, mall, now }) =>
  submitForm(await request.formData(), DoubleSchema, async ({ double }) => {
    await unlessApart(mall._id, actor.account, [String(params.merchant), double]);
    return redirect(`/m/${mall.slug}/manage/roster/doubles/${await namePair({ mall, actor, now }, String(params.merchant), double)}`);
  }),
);

/** An officer who knows that a shop is on the list twice chooses the other entry herself, by number or name. */
export default function ChooseDoubleRoute() {
  const { base, shop, query, found, more } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['roster', 'common']);
  const { errorOf } = useFormErrors(useActionData(), 'roster');
  const no = errorOf('form') ?? errorOf('double');
  return (
    <>
      <BackBar to={`${base}/shop/${shop.merchant}`} title={t('same.title')} />
      <PageTitle lead={t('same.lead')}>
        <ShopName names={shop.names} />
      </PageTitle>
      <div className={`pad ${styles.head}`}>
        <SearchField label={t('same.other')} hint={t('list.search')} query={query} />
        {no && <FieldError>{no}</FieldError>}
      </div>
      {query && (
        <Section>
          {found.length === 0 ? (
            <Empty title={t('list.not-found', { query })}>{t('list.not-found-hint')}</Empty>
          ) : (
            <>
              <SectionHead>{t('list.found', { query })}</SectionHead>
              <Sheet list label={t('list.found', { query })}>
                {found.map(({ merchant, names, booths }) => (
                  <Line key={merchant}>
                    <Form method="post" className={styles.same}>
                      <input type="hidden" name="double" value={merchant} />
                      <span id={`s-${merchant}`}>
                        <b>
                          <ShopName names={names} />
                        </b>{' '}
                        <span className="quiet">{booths.length === 0 ? t('shop.no-booth') : booths.map((number) => <span key={number}><BoothNumber number={number} /> </span>)}</span>
                      </span>
                      <Button aria-describedby={`s-${merchant}`}>{t('same.choose')}</Button>
                    </Form>
                  </Line>
                ))}
              </Sheet>
              {more && <p className="pad small quiet">{t('list.more-found')}</p>}
            </>
          )}
        </Section>
      )}
    </>
  );
}
