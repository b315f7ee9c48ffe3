import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Num } from '#app/components/num.tsx';
import { BackBar, LineLink, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { SearchField } from '#app/components/search-field.tsx';
import { Empty } from '#app/components/states.tsx';
import { atOffice } from '#app/platform/authorise.server.ts';
import { OfficeClockMark } from './office-clock.tsx';
import { searchPassedOn } from './passed-on.server.ts';
import { findOfficeMall } from './queries.server.ts';

export const handle = { i18n: ['office', 'search'], title: (t) => t('search:title'), bar: 'own' } satisfies PageHandle;

export const loader = atOffice(async ({ request, office, actor, now }) => {
  const params = new URL(request.url).searchParams;
  const query = (params.get('q') ?? '').trim().slice(0, 60);
  const { mall } = await findOfficeMall(office, params.get('mall'), now);
  const found = mall && query ? await searchPassedOn(actor, office, mall, query, now) : [];
  return { query, found, base: `/office/${office}`, mall: mall?.slug ?? null };
});

/** Over what was passed on to this office by its askers' consent, and nothing else. */
export default function OfficeSearchRoute() {
  const { query, found, base, mall } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['office', 'search']);
  return (
    <>
      <BackBar to={mall ? `${base}?mall=${mall}` : base} title={t('search:title')} />
      <PageTitle lead={t('search:office.lead')}>{t('search:title')}</PageTitle>
      <div className="pad">
        <SearchField label={t('search:office.field')} query={query} kept={mall ? { mall } : undefined} />
      </div>
      <Section near>
        {found.length === 0 ? (
          query ? <Empty title={t('search:none.title', { query })}>{t('search:office.none')}</Empty> : <Empty title={t('search:start.title')}>{t('search:office.start')}</Empty>
        ) : (
          <Sheet list label={t('search:requests')}>
            {found.map((row) => (
              <LineLink key={row.number} to={`${base}/requests/${row.number}`} under={<Num>{row.number}</Num>}>
                <OfficeClockMark {...row} />
                <br />
                {row.words ? (
                  <b lang={row.words.language} dir="auto">
                    {row.words.text}
                  </b>
                ) : (
                  <span className="quiet">{t('passed.no-words')}</span>
                )}
              </LineLink>
            ))}
          </Sheet>
        )}
      </Section>
    </>
  );
}
