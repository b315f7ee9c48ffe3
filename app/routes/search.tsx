import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Num } from '#app/components/num.tsx';
import { LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { SearchField } from '#app/components/search-field.tsx';
import { Empty } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { searchShops } from '#app/mall/map.server.ts';
import { searchNotices } from '#app/notices/finding.server.ts';
import { NoticeWords, useNoticeWords, useRoleWord as useNoticeRoleWord } from '#app/notices/notice-words.tsx';
import { authorised } from '#app/platform/authorise.server.ts';
import { searchRequests } from '#app/requests/finding.server.ts';
import { RequestLine } from '#app/requests/line.tsx';
import { minutesADay } from '#app/requests/working-time.ts';

export const handle = { i18n: ['search', 'requests', 'programs', 'notices'], title: (t) => t('search:title') } satisfies PageHandle;

export const loader = authorised({ can: 'requests:read' }, async ({ request, mall, actor, shared, now }) => {
  const query = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 60);
  const none = { cards: [], more: false };
  const language = detectLanguage(request);
  const [requests, notices, shops] = query ? await Promise.all([searchRequests(actor, mall, query, { shared, now }), searchNotices({ mall: mall._id, actor, language }, query), searchShops(mall._id, query)]) : [none, [], []];
  return { query, requests, notices, shops, zone: mall.zone, now, base: `/m/${mall.slug}`, minutesADay: minutesADay(mall, dayIn(now, mall.zone)) };
});

/** One box over what somebody may see: requests by number and words, notices that she was sent, shops and booths. */
export default function SearchRoute() {
  const { query, requests, notices, shops, zone, now, base, minutesADay: day } = useLoaderData<typeof loader>();
  const { t } = useTranslation('search');
  const language = useLanguage();
  const noticeWords = useNoticeWords(dayIn(now, zone));
  const roleWord = useNoticeRoleWord();
  const { formatDateTime } = useFormats();
  const nothing = requests.cards.length === 0 && notices.length === 0 && shops.length === 0;
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
      {notices.length > 0 && (
        <Section>
          <SectionHead>{t('notices')}</SectionHead>
          <Sheet list label={t('notices')}>
            {notices.map(({ id, title, role, sentAt }) => (
              <LineLink key={id} to={`${base}/notices/${id}`} icon="bell" under={<>{roleWord(role)} · {formatDateTime(sentAt, { zone, now })}</>}>
                <NoticeWords words={noticeWords(title)} />
              </LineLink>
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
