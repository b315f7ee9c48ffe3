import { Form, useLoaderData } from '@remix-run/react';
import { type CSSProperties, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { LanguageLinks } from '#app/components/language-links.tsx';
import { BackBar, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Pictures } from '#app/components/pictures.ts';
import { Shell } from '#app/components/shell.tsx';
import { Empty } from '#app/components/states.tsx';
import { isLanguage, LANGUAGES, type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { notFound, openToAnyone } from '#app/platform/authorise.server.ts';
import { isForPage } from '#app/platform/for-page.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import map from '../map.module.css';
import { Here, Marks, Names } from '../plan-view.tsx';
import { shortNumber } from '../short-number.ts';
import styles from './codes.module.css';
import { findSigns, showSign } from './find-shop.server.ts';
import { readCode } from './queries.server.ts';

export const handle = { i18n: ['codes', 'mall'], title: (t) => t('codes:find.title'), tabs: false } satisfies PageHandle;

const MOST_WORDS = 60;
/** In a wider frame pin and signs grow, so that they are found on a phone. Drawing units. */
const READ_FROM = 1_300;

/** For whoever stands in the mall with one of its codes: what is on signs and doors, one question at a time. */
export const loader = openToAnyone(async ({ request, params, context, now }) => {
  const scanned = await readCode(String(params.code), now);
  if (scanned.state !== 'true') throw notFound();
  const { mall, place, code } = scanned;
  const asked = new URL(request.url).searchParams;
  const query = (asked.get('q') ?? '').trim().slice(0, MOST_WORDS);
  const unit = asked.get('unit')?.slice(0, 64);
  const seconds = query || unit ? await takePoint('find', context.ip, now) : 0;
  const page = { code, mall: mall.name, languages: LANGUAGES.filter((language) => mall.languages.filter(isLanguage).includes(language)), query, wait: Math.ceil(seconds / 60), found: null, shown: null, markup: null };
  if (seconds > 0) return page;
  const found = query ? await findSigns(mall._id, query) : null;
  if (!unit) return { ...page, found };
  const { markup, ...shown } = await showSign(mall, unit, place);
  const whole = isForPage(request);
  if (whole && shown.plan) context.pictures = { [shown.plan.key]: markup };
  return { ...page, found, shown, markup: whole ? null : markup };
});

const useNames = () => {
  const language = useLanguage();
  return (names: Localized | null) => (names ? (pickLocalized(names, language)?.text ?? '') : '');
};

export default function FindShopRoute() {
  const { code, mall, languages, query, wait, found, shown } = useLoaderData<typeof loader>();
  const { t } = useTranslation('codes');
  const nameOf = useNames();
  const at = `/c/${code}/find`;
  return (
    <Shell mall={{ name: nameOf(mall), to: '/' }} nav={[]}>
      <div className={styles.place}>
        <BackBar to={`/c/${code}`} title={t('find.back')} />
        <PageTitle lead={t('find.lead')}>{t('find.title')}</PageTitle>
        <Form role="search">
          <Fields>
            <Field name="q" type="search" label={t('find.words')} icon="zoom" defaultValue={query} key={query} maxLength={MOST_WORDS} dir="auto" />
            <Button look="main" size="thumb" wide icon="zoom">
              {t('find.find')}
            </Button>
          </Fields>
        </Form>
        {wait > 0 && <Empty title={t('find.too-often', { minutes: wait })} />}
        {shown && <Shown {...shown} />}
        {found && (
          <Section near>
            <SectionHead>{t('find.found')}</SectionHead>
            {found.length === 0 ? (
              <Empty title={t('find.none', { query })} />
            ) : (
              <Sheet list>
                {found.map(({ unit, number, part, level, names }) => (
                  <LineLink key={`${unit} ${part}`} to={`${at}?${new URLSearchParams({ q: query, unit })}`} icon="building-store" under={<><bdi className="num">{[number, part].filter(Boolean).join(' ')}</bdi> · {t('place.level', { level })}</>}>
                    {names ? <bdi>{nameOf(names)}</bdi> : t('place.vacant')}
                  </LineLink>
                ))}
              </Sheet>
            )}
          </Section>
        )}
        <div className="pad">
          <LanguageLinks offered={languages} />
        </div>
      </div>
    </Shell>
  );
}

type ShownProps = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['shown']>;

/** The booth on its floor, and where the reader stands. */
function Shown({ shop, plan }: ShownProps) {
  const { t } = useTranslation('codes');
  const nameOf = useNames();
  const way = shop.here ? t('find.here') : shop.sameFloor ? t('find.same-floor') : t('find.other-floor', { level: shop.level });
  return (
    <Section near>
      <SectionHead under={<><bdi className="num">{shop.number}</bdi> · {t('place.level', { level: shop.level })}</>}>
        {shop.names.length === 0 ? t('place.vacant') : shop.names.map((names, at) => <bdi key={at}>{at > 0 && ' · '}{nameOf(names)}</bdi>)}
      </SectionHead>
      {plan && <Floor plan={plan} label={t('find.plan', { level: shop.level, number: shop.number })} number={shop.number} />}
      <p className={`pad ${styles.way}`}>{way}</p>
    </Section>
  );
}

function Floor({ plan: { key, viewBox, place, here, streets, assets }, label, number }: { plan: NonNullable<ShownProps['plan']>; label: string; number: string }) {
  const { markup } = useLoaderData<typeof loader>();
  const drawn = useContext(Pictures)[key];
  return (
    <div className={`${map.box} ${styles.floor}`} dir="ltr" data-bare>
      <svg viewBox={viewBox.join(' ')} role="img" aria-label={label} style={{ '--plate-scale': Math.max(1, viewBox[2] / READ_FROM) } as CSSProperties}>
        <g key={key} dangerouslySetInnerHTML={{ __html: drawn ?? markup ?? '' }} suppressHydrationWarning />
        <Names streets={streets} />
        <Marks marks={[]} assets={assets} />
        <g className={map.chosen}>
          <path d={place.d} />
          <text x={place.x} y={place.y} fontSize={38}>
            {shortNumber(number)}
          </text>
        </g>
        {here && <Here {...here} />}
      </svg>
    </div>
  );
}
