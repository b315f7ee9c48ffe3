import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { Num } from '#app/components/num.tsx';
import { BackBar, Line, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty } from '#app/components/states.tsx';
import { authorised } from '#app/platform/authorise.server.ts';
import { listAsking, listNeverOffered } from './shop-lists.server.ts';
import { ShopName } from './shop-name.tsx';

export const handle = { i18n: ['visits'], title: (t) => t('visits:title.coverage'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall }) => {
  const params = new URL(request.url).searchParams;
  const which = params.get('list') === 'asked' ? ('asked' as const) : ('never' as const);
  const after = (params.get('after') ?? '').slice(0, 64);
  return { base: `/m/${mall.slug}`, which, list: await (which === 'asked' ? listAsking : listNeverOffered)(mall._id, after) };
});

/** Shops that asked for a visit, or were never yet offered one: by name and booth, nothing else of them. */
export default function ShopListsRoute() {
  const { base, which, list } = useLoaderData<typeof loader>();
  const { t } = useTranslation('visits');
  return (
    <>
      <BackBar to={`${base}/visits/coverage`} title={t('title.coverage')} />
      <PageTitle>{t(`coverage.${which}`)}</PageTitle>
      <Section near>
        {list.shops.length === 0 && list.next === null ? (
          <Empty title={t('coverage.nobody')} />
        ) : (
          <Sheet list>
            {list.shops.map(({ merchant, names, unit }) => (
              <Line key={merchant}>
                <ShopName names={names} />
                {unit && (
                  <>
                    {' '}
                    · <Num>{unit.number}</Num>
                  </>
                )}
              </Line>
            ))}
          </Sheet>
        )}
        {list.next && (
          <ButtonLink to={`?list=${which}&after=${list.next}`} look="plain">
            {t('coverage.more')}
          </ButtonLink>
        )}
      </Section>
    </>
  );
}
