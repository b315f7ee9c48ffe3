import { redirect } from '@remix-run/node';
import { Form, Link, useLoaderData, useSearchParams } from '@remix-run/react';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field } from '#app/components/field.tsx';
import { LineLink, PageTitle, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty } from '#app/components/states.tsx';
import { ChipLink, Chips } from '#app/components/tabs.tsx';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { isForPage } from '#app/platform/for-page.ts';
import { holds } from '#app/platform/permissions.ts';
import { type MapAsset, sumAssets } from './assets.ts';
import { ChosenShop } from './chosen-shop.tsx';
import { findByNumber, readMap, searchShops } from './map.server.ts';
import { Legend } from './map-legend.tsx';
import { ListTwin } from './map-list.tsx';
import { Where } from './map-where.tsx';
import { PlanView } from './plan-view.tsx';
import { placeOfScan } from './standing.server.ts';
import styles from './map.module.css';

const NONE: readonly MapAsset[] = [];
/** What the reader has switched on; it stays while she looks about. */
const KEPT = ['show', 'also', 'grids', 'at'] as const;
/** What an address says where a choice was closed: without a word about a place, a merchant's own shop is chosen. */
const NO_UNIT = 'none';
const PLACED = ['unit', 'level', 'list', 'at', 'q', 'here', 'code'] as const;
/** Longer than any address with a code in it. */
const MOST_SCANNED = 300;

export const handle = { i18n: ['mall'], title: (t) => t('mall:map.title') } satisfies PageHandle;

const word = (params: URLSearchParams, name: string, most = 64): string | undefined => params.get(name)?.slice(0, most) || undefined;

/** What an address says about a chosen shop. */
const choiceOf = ({ unit, shop }: { unit: string; shop: string | null }): Record<string, string> => ({ unit, ...(shop ? { shop } : {}) });

function keptOf(params: URLSearchParams): [name: string, value: string][] {
  return KEPT.flatMap((name) => {
    const value = word(params, name);
    return value ? [[name, value] as [string, string]] : [];
  });
}

export const loader = authorised({ can: 'map:read' }, async ({ request, context, actor, mall, now }) => {
  const params = new URL(request.url).searchParams;
  const goTo = (changes: Record<string, string>) => redirect(`?${new URLSearchParams({ ...Object.fromEntries(keptOf(params)), ...changes })}#plan`);
  const query = word(params, 'q');
  const found = query ? await searchShops(mall._id, query) : null;
  if (found?.length === 1) throw goTo(choiceOf(found[0]!));
  const [typed, code] = [word(params, 'here'), word(params, 'code', MOST_SCANNED)];
  const standing = code ? await placeOfScan(mall, code, now) : typed ? await findByNumber(mall._id, typed) : null;
  if (standing) throw goTo({ at: standing });
  const page = Math.min(200, Math.max(1, Number.parseInt(word(params, 'page') ?? '1', 10) || 1));
  const unit = word(params, 'unit');
  const asked = { level: word(params, 'level'), unit: unit === NO_UNIT ? undefined : unit, own: !PLACED.some((name) => params.has(name)), shop: word(params, 'shop'), list: word(params, 'list'), show: word(params, 'show'), also: word(params, 'also'), at: word(params, 'at'), page, whole: isForPage(request) };
  const read = await readMap(actor, mall, asked, now);
  if (read?.markup) context.pictures = { [read.map.plan.key]: read.markup };
  return { slug: mall.slug, query: query ?? '', found, missed: { typed: typed ?? '', scanned: code !== undefined }, scans: holds(actor, 'mall:read', mall._id), map: read?.map ?? null };
});

export default function MapRoute() {
  const { slug, query, found, missed, scans, map } = useLoaderData<typeof loader>();
  const { t } = useTranslation('mall');
  const language = useLanguage();
  const [params] = useSearchParams();
  const at = useCallback(
    (changes: Record<string, string | null>) => {
      const next = new URLSearchParams(params);
      for (const [name, value] of Object.entries({ code: null, ...changes })) value === null ? next.delete(name) : next.set(name, value);
      return `?${next}`;
    },
    [params],
  );
  useShopInSight(params.get('unit'));
  const nameOf = (names: Localized | null) => (names ? (pickLocalized(names, language)?.text ?? '') : '');
  if (!map) {
    return (
      <>
        <PageTitle>{t('map.title')}</PageTitle>
        <Empty title={t('list.no-plan')} />
      </>
    );
  }
  const { level, levels, buildings, layers, layer, grids, list, chosen, here } = map;
  const bare = params.get('grids') === 'off';
  const assets = map.withAssets ? map.assets : NONE;
  const sums = sumAssets(assets);
  const kept = keptOf(params);
  return (
    <div className={styles.page} data-one={chosen ? true : undefined}>
      <div className={styles.map}>
        <div className={styles.head}>
          <h1>
            {t('map.level', { level: level.shortName })}
            <small>
              {t('map.sum', { count: map.shops })}
              {grids.length > 0 && <> · {t('map.grids', { count: grids.length })}</>}
            </small>
          </h1>
          <Form className={styles.search} role="search">
            {kept.map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <Field name="q" type="search" label={t('map.search')} placeholder={t('map.search')} quiet icon="zoom" defaultValue={query} key={query} maxLength={60} dir="auto" />
            <Button>{t('map.find')}</Button>
          </Form>
          <Chips label={t('map.layers')}>
            {grids.length > 0 && (
              <ChipLink to={at({ grids: bare ? null : 'off' })} on={!bare}>
                {t('layer.grids')}
              </ChipLink>
            )}
            {layers.map((id) => (
              <ChipLink key={id} to={at({ show: id === layer ? 'none' : id })} on={id === layer}>
                {t(`layer.${id}`)}
              </ChipLink>
            ))}
            <ChipLink to={at({ also: map.withAssets ? null : 'assets' })} on={map.withAssets}>
              {t('layer.assets')}
            </ChipLink>
            {buildings.length > 1 &&
              buildings.map(({ _id, name }) => (
                <ChipLink key={_id} to={`?level=${levels.find((each) => each.building === _id)?._id}`} on={_id === level.building}>
                  {nameOf(name)}
                </ChipLink>
              ))}
          </Chips>
        </div>
        {found && (
          <Sheet list label={t('map.results')}>
            {found.length === 0 && <li className="pad quiet">{t('map.not-found', { query })}</li>}
            {found.map(({ unit, shop, number, part, names }) => (
              <LineLink key={`${unit} ${shop}`} to={`?${new URLSearchParams({ ...Object.fromEntries(kept), ...choiceOf({ unit, shop }) })}#plan`} under={<bdi className="num">{[number, part].filter(Boolean).join(' ')}</bdi>}>
                {names ? nameOf(names) : t('unit.vacant')}
              </LineLink>
            ))}
          </Sheet>
        )}
        <Where here={here} missed={missed} kept={kept} at={at} scan={scans ? `/m/${slug}/scan` : null} />
        <PlanView level={level} levels={levels} plan={map.plan} marks={map.marks} assets={assets} chosen={chosen} here={here?.place ? { place: here.place } : null} bare={bare} />
        <Legend grids={bare ? [] : grids} listOf={(grid) => at({ list: grid, page: null })} chosen={chosen !== null} marks={map.marks} assets={sums} />
      </div>
      <div className={styles.side}>
        {chosen ? <ChosenShop chosen={chosen} slug={slug} layer={layer} close={at({ unit: NO_UNIT, shop: null })} shopAt={(shop) => at({ shop })} /> : <p className="quiet pad">{t('unit.choose')}</p>}
        <ListTwin list={list} grids={grids} level={level.shortName} shops={map.shops} chosen={chosen} layered={layer !== null} assets={assets} at={at} />
        <p className="pad small">
          <Link to={`/m/${slug}/map/print?level=${level._id}`}>{t('map.print')}</Link>
        </p>
      </div>
    </div>
  );
}

/** On a phone the chosen shop stands below the plan: what was tapped is answered in sight. */
function useShopInSight(unit: string | null): void {
  useEffect(() => {
    if (unit && matchMedia('(max-width: 56.24em)').matches) document.getElementById('shop')?.scrollIntoView({ block: 'nearest' });
  }, [unit]);
}
