import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { BackBar, PageTitle, Section } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Paging } from '#app/components/paging.tsx';
import { SearchField } from '#app/components/search-field.tsx';
import { Empty, Strip } from '#app/components/states.tsx';
import { Table } from '#app/components/table.tsx';
import { ChipLink, Chips } from '#app/components/tabs.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { BoothNumber, ShopName } from './names.tsx';
import { countRefusedPlans } from './planned/queries.server.ts';
import { listRosterPage, ROSTER_VIEWS, type RosterRow, type RosterView, searchRoster } from './queries.server.ts';
import { tradesOf } from './trades.server.ts';
import styles from './roster.module.css';

export const handle = { i18n: ['roster'], title: (t) => t('roster:list.title'), bar: 'own' } satisfies PageHandle;

const viewOf = (word: string | null): RosterView => ROSTER_VIEWS.find((view) => view === word) ?? 'booths';

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall }) => {
  const params = new URL(request.url).searchParams;
  const query = (params.get('q') ?? '').trim().slice(0, 60);
  const view = viewOf(params.get('show'));
  const after = params.get('after')?.slice(0, 64) || null;
  const found = query ? await searchRoster(mall._id, query) : null;
  const page = found ? { rows: found.rows, next: null } : await listRosterPage(mall._id, view, after);
  return { base: `/m/${mall.slug}/manage`, views: ROSTER_VIEWS, view, query, more: found?.more ?? false, first: after === null, refused: await countRefusedPlans(mall._id), trades: tradesOf(mall), ...page };
});

/** The list of shops, by booth. Names and trades as on the signs; phones are on a shop's own page. */
export default function RosterRoute() {
  const { base, views, view, query, more, first, refused, rows, next } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['roster', 'common']);
  return (
    <>
      <BackBar to={base} title={t('list.title')} />
      <PageTitle lead={t('list.lead')}>{t('list.title')}</PageTitle>
      {refused > 0 && (
        <Strip tone="warn" icon="alert-triangle" title={t('planned.list')} action={<Link to={`${base}/roster/planned`}>{t('planned.look')}</Link>}>
          <p>{t('planned.refused')}</p>
        </Strip>
      )}
      <div className={`pad ${styles.head}`}>
        <SearchField label={t('list.search')} query={query} />
        <div className={styles.tools}>
          <ButtonLink to={`${base}/roster/new`} look="main" icon="plus">
            {t('list.add')}
          </ButtonLink>
          <ButtonLink to={`${base}/roster/import`}>{t('list.import')}</ButtonLink>
          <ButtonLink to={`${base}/roster/doubles`}>{t('list.doubles')}</ButtonLink>
          <ButtonLink to={`${base}/roster/planned`}>{t('planned.list')}</ButtonLink>
        </div>
        <Chips label={t('list.views')}>
          {views.map((each) => (
            <ChipLink key={each} to={each === 'booths' ? '?' : `?show=${each}`} on={!query && each === view}>
              {t(`view.${each}`)}
            </ChipLink>
          ))}
        </Chips>
      </div>
      <Section near>
        {rows.length === 0 ? <Nothing query={query} first={first} view={view} /> : <Rows rows={rows} caption={query ? t('list.found', { query }) : t(`view.${view}`)} />}
        {more && <p className="pad small quiet">{t('list.more-found')}</p>}
        <Paging start={first ? undefined : view === 'booths' ? '?' : `?show=${view}`} next={next ? `?${new URLSearchParams({ ...(view === 'booths' ? {} : { show: view }), after: next })}` : undefined} />
      </Section>
    </>
  );
}

function Nothing({ query, first, view }: { query: string; first: boolean; view: RosterView }) {
  const { t } = useTranslation(['roster', 'common']);
  if (query) return <Empty title={t('list.not-found', { query })}>{t('list.not-found-hint')}</Empty>;
  return <Empty title={first ? t(`empty.${view}`) : t('list.end')}>{first && view === 'booths' ? t('empty.booths-hint') : undefined}</Empty>;
}

function Rows({ rows, caption }: { rows: readonly RosterRow[]; caption: string }) {
  const { base, trades } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const language = useLanguage();
  const tradeOf = (key: string) => pickLocalized(trades.find((trade) => trade.key === key)?.names ?? {}, language)?.text ?? key;
  return (
    <div className="pad">
      <Table
        caption={caption}
        quiet
        firm
        columns={[
          { key: 'booth', label: t('list.booth') },
          { key: 'shop', label: t('list.shop') },
          { key: 'trade', label: t('list.trade') },
        ]}
        rows={rows.map(({ key, unit, shops }) => ({
          key,
          cells: [
            unit ? (
              <Link key="b" to={`${base}/roster/booth/${unit.id}`}>
                <BoothNumber number={unit.number} />
              </Link>
            ) : (
              <span key="b" className="quiet">{t('list.none')}</span>
            ),
            shops.length > 0 ? (
              <ul key="s" className={styles.shops}>
                {shops.map((shop) => (
                  <li key={shop.merchant}>
                    <Link to={`${base}/roster/shop/${shop.merchant}`}>
                      <ShopName names={shop.names} />
                    </Link>
                    {shop.part && <small> {t('list.part', { part: shop.part })}</small>}
                  </li>
                ))}
              </ul>
            ) : (
              <span key="s">
                <span className="quiet">{t('list.vacant')}</span>{' '}
                <Link to={`${base}/roster/new?booth=${encodeURIComponent(unit?.number ?? '')}`}>{t('list.let')}</Link>
              </span>
            ),
            <ul key="t" className={styles.shops}>
              {shops.map((shop) => (
                <li key={shop.merchant}>{tradeOf(shop.trade)}</li>
              ))}
            </ul>,
          ],
        }))}
      />
    </div>
  );
}
