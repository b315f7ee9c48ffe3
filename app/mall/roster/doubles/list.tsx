import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { BackBar, LineLink, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Paging } from '#app/components/paging.tsx';
import { Empty } from '#app/components/states.tsx';
import { apartFrom } from '#app/platform/apart.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { BoothNumber, ShopName } from '../names.tsx';
import { listPairs, type PairCard } from './queries.server.ts';

export const handle = { i18n: ['roster'], title: (t) => t('roster:list.doubles'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, actor, mall }) => {
  const after = new URL(request.url).searchParams.get('after')?.slice(0, 64) || null;
  return { base: `/m/${mall.slug}/manage/roster`, first: after === null, ...(await listPairs(mall._id, after, await apartFrom(mall._id, actor.account))) };
});

/** Shops that may be on the list twice. The house only points: a person looks at both and decides. */
export default function DoublesRoute() {
  const { base, pairs, next, first } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['roster', 'common']);
  return (
    <>
      <BackBar to={base} title={t('list.doubles')} />
      <PageTitle lead={t('doubles.lead')}>{t('list.doubles')}</PageTitle>
      <Section near>
        {pairs.length === 0 ? (
          <Empty title={t(first ? 'doubles.none' : 'list.end')} />
        ) : (
          <Sheet list label={t('list.doubles')}>
            {pairs.map(({ id, why, one, other }) => (
              <LineLink key={id} to={`${base}/doubles/${id}`} under={t(`doubles.why.${why}`)}>
                <Side {...one} />
                <Side {...other} />
              </LineLink>
            ))}
          </Sheet>
        )}
        <Paging start={first ? undefined : '?'} next={next ? `?${new URLSearchParams({ after: next })}` : undefined} />
      </Section>
    </>
  );
}

function Side({ names, booths }: PairCard['one']) {
  return (
    <div>
      <b>
        <ShopName names={names} />
      </b>{' '}
      {booths.map((number) => (
        <span key={number} className="quiet">
          <BoothNumber number={number} />{' '}
        </span>
      ))}
    </div>
  );
}
