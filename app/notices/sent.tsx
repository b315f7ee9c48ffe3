import { Link, useLoaderData, useParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { Icon } from '#app/components/icon.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { PageTitle, Sheet } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { useFormats } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import styles from './notices.module.css';
import { NoticeTabs } from './notice-tabs.tsx';
import { NoticeWords, useNoticeWords } from './notice-words.tsx';
import { listSent } from './queries.server.ts';
import type { NoticeState } from './rules.ts';

export const handle = { i18n: ['notices'], title: (t) => t('notices:title.sent') } satisfies PageHandle;

const ID = /^[0-9a-f-]{36}$/;

export const loader = authorised({ can: 'notices:send' }, async ({ request, actor, mall, now }) => {
  const before = new URL(request.url).searchParams.get('before') ?? '';
  const list = await listSent({ mall: mall._id, actor, language: detectLanguage(request), now }, ID.test(before) ? before : undefined);
  return { ...list, zone: mall.zone, now };
});

/** What was sent and how far it got: sums, never who. */
export default function SentNoticesRoute() {
  const { notices, before, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation('notices');
  const { formatDateTime, formatNumber } = useFormats();
  const say = useNoticeWords(dayIn(now, zone));
  const { mall } = useParams();
  const base = `/m/${mall}/notices`;
  return (
    <>
      <PageTitle aside={<ButtonLink to={`${base}/new`} icon="pencil" size="desk">{t('list.write')}</ButtonLink>}>{t('title.sent')}</PageTitle>
      <NoticeTabs base={base} current="sent" />
      {notices.length === 0 ? (
        <Empty title={t('list.empty-sent')}>{t('list.empty-sent-text')}</Empty>
      ) : (
        <Sheet list>
          {notices.map(({ id, title, sentAt, state, corrected, sums }) => (
            <li key={id}>
              <Link className={styles.row} to={`${base}/${id}`}>
                <span className="grow">
                  <span className={styles.marks}>
                    <SentMark state={state} corrected={corrected} />
                  </span>
                  <NoticeWords words={say(title)} />
                  <small>
                    {formatDateTime(sentAt, { zone, now })} · {t('sums.delivered')} <Num>{`${formatNumber(sums.delivered)}/${formatNumber(sums.accounts)}`}</Num>
                  </small>
                </span>
                <Icon name="chevron-right" size={20} />
              </Link>
            </li>
          ))}
        </Sheet>
      )}
      {before && (
        <p className={styles.pages}>
          <Link to={`${base}/sent?before=${before}`}>{t('list.older')}</Link>
        </p>
      )}
    </>
  );
}

/** At most one: what keeps it from going, or what became of it. */
function SentMark({ state, corrected }: { state: NoticeState; corrected: boolean }) {
  const { t } = useTranslation('notices');
  if (state === 'withdrawn') return <Mark state="pause">{t('mark.withdrawn')}</Mark>;
  if (state === 'proposed') return <Mark state="turn" tint>{t('mark.proposed')}</Mark>;
  if (state === 'scheduled') return <Mark state="new">{t('mark.scheduled')}</Mark>;
  return corrected ? <Mark state="work">{t('mark.corrected')}</Mark> : null;
}
