import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Num } from '#app/components/num.tsx';
import { LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { SearchField } from '#app/components/search-field.tsx';
import { Empty } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { searchShops } from '#app/mall/map.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { searchRequests } from '#app/requests/finding.server.ts';
import { RequestLine } from '#app/requests/line.tsx';
import { minutesADay } from '#app/requests/working-time.ts';

export const handle = { i18n: ['search', 'requests', 'programs'], title: (t) => t('search:title') } satisfies PageHandle;

export const loader = authorised({ can: 'requests:read' }, async ({ request, mall, actor, shared, now }) => {
  const query = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 60);
  const none = { cards: [], more: false };
  const [requests, shops] = query ? await Promise.all([searchRequests(actor, mall, query, { shared, now }), searchShops(mall._id, query)]) : [none, []];
  return { query, requests, shops, base: `/m/${mall.slug}`, minutesADay: minutesADay(mall, dayIn(now, mall.zone)) };
});

/** One box over what somebody may see: requests by number and words, shops and booths. */
export default function SearchRoute() {
  const { query, requests, shops, base, minutesADay: day } = useLoaderData<typeof loader>();
  const { t } = useTranslation('search');
  const language = useLanguage();
  const nothing = requests.cards.length === 0 && shops.length === 0;
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <div className="pad">
        <SearchField label={t('field')} query={query} />
      </div>
      {nothing && <Section near>{query ? <Empty title={t('none.title', { query })}>{t('none.hint')}</Empty> : <Empty title={t('start.title')}>{t('start.hint')}</Empty>}</Section>}
      {requests.cards.length > 0 && (
        <Section>
          <SectionHead under={requests.more && t('more')}>{t('requests')}</SectionHead>
          <Sheet list label={t('requests')}>
            {requests.cards.map((card) => (
              <RequestLine key={card.number} card={card} to={`${base}/requests/${card.number}`} minutesADay={day} reachable />
            ))}
          </Sheet>
        </Section>
      )}
      {shops.length > 0 && (
        <Section>
          <SectionHead>{t('shops')}</SectionHead>
          <Sheet list label={t('shops')}>
            {shops.map(({ unit, shop, number, part, names }) => (
              <LineLink key={`${unit} ${shop}`} to={`${base}/map?${new URLSearchParams({ unit, ...(shop ? { shop } : {}) })}#plan`} icon="map-pin" under={<Num>{part ? `${number} ${part}` : number}</Num>}>
                <bdi>{(names && pickLocalized(names, language)?.text) ?? number}</bdi>
              </LineLink>
            ))}
          </Sheet>
        </Section>
      )}
    </>
  );
}
