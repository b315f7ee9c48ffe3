import { data } from '@remix-run/node';
import { Link, useLoaderData, useParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { Icon } from '#app/components/icon.tsx';
import { Mark } from '#app/components/mark.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { PageTitle, Sheet } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { useFormats } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { holds } from '#app/platform/permissions.ts';
import styles from './notices.module.css';
import { NoticeTabs } from './notice-tabs.tsx';
import { NoticeWords, useNoticeWords, useRoleWord } from './notice-words.tsx';
import { listNotices, type NoticeCard } from './queries.server.ts';
import { markDelivered } from './receipts.server.ts';
import { seenCookie, seenOf } from './seen.ts';

export const handle = { i18n: ['notices'], title: (t) => t('notices:title.list') } satisfies PageHandle;

const ORDER = /^[0-9a-f-]{36}$/;

export const loader = authorised({ can: 'notices:read' }, async ({ request, actor, mall, now }) => {
  const asked = new URL(request.url).searchParams.get('before') ?? undefined;
  const before = asked && ORDER.test(asked) ? asked : undefined;
  const seen = seenOf(request.headers.get('Cookie'));
  const list = await listNotices({ mall: mall._id, actor, language: detectLanguage(request), now }, { before, seen });
  // A page that shows a notice is a device that has it, with or without script.
  await markDelivered(list.undelivered.map((notice) => ({ account: actor.account, malls: [mall._id], notice })), now);
  const headers = new Headers();
  if (!before && list.latest && list.latest !== seen) headers.set('Set-Cookie', seenCookie(list.latest));
  return data({ notices: list.notices, before: list.before, first: !before, zone: mall.zone, now, maySend: holds(actor, 'notices:send', mall._id) }, { headers });
});

/** What I was sent, newest first. */
export default function NoticeListRoute() {
  const { notices, before, first, maySend, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation('notices');
  const { mall } = useParams();
  const base = `/m/${mall}/notices`;
  return (
    <>
      <PageTitle aside={maySend && <ButtonLink to={`${base}/new`} icon="pencil" size="desk">{t('list.write')}</ButtonLink>}>{t('title.list')}</PageTitle>
      {maySend && <NoticeTabs base={base} current="received" />}
      {notices.length === 0 ? (
        <Empty title={t('list.empty')}>{t('list.empty-text')}</Empty>
      ) : (
        <Sheet list>
          {notices.map((notice) => (
            <NoticeRow key={notice.id} notice={notice} base={base} zone={zone} now={now} />
          ))}
        </Sheet>
      )}
      <p className={styles.pages}>
        <Link to={`${base}/choices`}>{t('choices.title')}</Link>
        {!first && <Link to={base}>{t('list.newest')}</Link>}
        {before && <Link to={`${base}?before=${before}`}>{t('list.older')}</Link>}
      </p>
    </>
  );
}

function NoticeRow({ notice, base, zone, now }: { notice: NoticeCard; base: string; zone: string; now: Date }) {
  const roleWord = useRoleWord();
  const { formatDateTime } = useFormats();
  const words = useNoticeWords(dayIn(now, zone))(notice.title);
  const to = notice.class === 'personal' && notice.link ? notice.link : `${base}/${notice.id}`;
  return (
    <li>
      <Link className={styles.row} to={to}>
        <span className="grow">
          <span className={styles.marks}>
            <NoticeMark notice={notice} />
          </span>
          <NoticeWords words={words} className={notice.fresh || notice.waiting ? styles.strong : undefined} />
          <small>
            {roleWord(notice.role)} · {formatDateTime(notice.sentAt, { zone, now })}
          </small>
        </span>
        <Icon name="chevron-right" size={20} />
      </Link>
    </li>
  );
}

/** At most one: it waits for you, it was taken back, it is new, you have answered. */
function NoticeMark({ notice: { waiting, withdrawn, corrected, fresh, acknowledged } }: { notice: NoticeCard }) {
  const { t } = useTranslation('notices');
  if (waiting) return <Mark state="turn" tint>{t('mark.waiting')}</Mark>;
  if (withdrawn) return <Mark state="pause">{t('mark.withdrawn')}</Mark>;
  if (fresh) return <Mark state="new">{corrected ? t('mark.corrected') : t('mark.new')}</Mark>;
  if (corrected) return <Mark state="work">{t('mark.corrected')}</Mark>;
  return acknowledged ? <Mark state="ok">{t('mark.acknowledged')}</Mark> : null;
}
