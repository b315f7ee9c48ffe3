import { Form, useLoaderData } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { FieldRow, Select } from '#app/components/field.tsx';
import { Icon } from '#app/components/icon.tsx';
import { BackBar } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { Empty } from '#app/components/states.tsx';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { ASSET_ICONS } from './assets.ts';
import { readSheet } from './map-print.server.ts';
import { Marks, Names } from './plan-view.tsx';
import map from './map.module.css';
import styles from './map-print.module.css';

export const handle = { i18n: ['mall'], title: (t) => t('mall:print.title'), bar: 'own' } satisfies PageHandle;

const PAPERS = ['a4', 'a3'] as const;

export const loader = authorised({ can: 'map:read' }, async ({ request, mall }) => {
  const params = new URL(request.url).searchParams;
  const paper = PAPERS.find((each) => each === params.get('paper')) ?? 'a4';
  return { slug: mall.slug, paper, sheet: await readSheet(mall, { level: params.get('level') || null, grid: params.get('grid') || null }) };
});

/** A level or a grid on one sheet: a page with print CSS, so that any browser prints it. */
export default function MapPrintRoute() {
  const { slug, paper, sheet } = useLoaderData<typeof loader>();
  const { t } = useTranslation('mall');
  const language = useLanguage();
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  const nameOf = (names: Localized | null) => (names && pickLocalized(names, language)?.text) || '';
  const bar = <BackBar to={`/m/${slug}/map${sheet ? `?level=${sheet.level.id}` : ''}`} title={t('print.title')} />;
  if (!sheet) {
    return (
      <>
        {bar}
        <Empty title={t('list.no-plan')} />
      </>
    );
  }
  const kinds = [...new Set(sheet.assets.map(({ kind }) => kind))];
  const shown = sheet.grid ? sheet.grids.filter(({ _id }) => _id === sheet.grid?.id) : sheet.grids;
  const [, , width = 1, height = 1] = sheet.viewBox;
  return (
    <>
      <div className={styles.choose}>
        {bar}
        <Form className={`pad ${styles.form}`}>
          <FieldRow>
            <Select name="level" label={t('print.level')} defaultValue={sheet.level.id}>
              {sheet.levels.map(({ id, shortName }) => <option key={id} value={id}>{shortName}</option>)}
            </Select>
            <Select name="grid" label={t('print.grid')} defaultValue={sheet.grid?.id ?? ''}>
              <option value="">{t('print.all')}</option>
              {sheet.grids.map(({ _id, number }) => <option key={_id} value={_id}>{t('list.of-grid', { number })}</option>)}
            </Select>
            <Select name="paper" label={t('print.paper')} defaultValue={paper}>
              {PAPERS.map((each) => <option key={each} value={each}>{each.toUpperCase()}</option>)}
            </Select>
          </FieldRow>
          <div className="row">
            <Button>{t('print.show')}</Button>
            {scripted && <Button type="button" look="main" icon="printer" onClick={() => print()}>{t('print.now')}</Button>}
          </div>
          <p className="quiet small">{t('print.how')}</p>
        </Form>
      </div>
      <article className={styles.sheet} data-paper={paper} data-upright={height > width || undefined}>
        <h1>
          <bdi>{nameOf(sheet.name)}</bdi> · {t('map.level', { level: sheet.level.shortName })}
          {sheet.grid && <> · {t('list.of-grid', { number: sheet.grid.number })}</>}
        </h1>
        <div className={`${map.box} ${styles.plan}`} dir="ltr" {...INERT}>
          <div className={map.sheets}>
            <svg viewBox={sheet.viewBox.join(' ')} role="img" aria-label={t('map.level', { level: sheet.level.shortName })}>
              <g dangerouslySetInnerHTML={{ __html: sheet.markup }} />
              <Names streets={sheet.streets} />
              <Marks marks={NO_MARKS} assets={sheet.assets} />
            </svg>
          </div>
        </div>
        <ul className={map.legend} aria-label={t('legend.title')}>
          {shown.map((grid) => (
            <li key={grid._id}>
              <Patch {...grid} size={28} silent />
              {t('list.of-grid', { number: grid.number })}
            </li>
          ))}
          {kinds.map((kind) => (
            <li key={kind}>
              <span className={map.assetSign} data-kind={kind}>
                <Icon name={ASSET_ICONS[kind]} size={16} />
              </span>
              {t(`asset.${kind}`)}
            </li>
          ))}
        </ul>
        {sheet.rows.length > 0 && (
          <ul className={styles.shops}>
            {sheet.rows.map(({ unit, part, number, names }) => (
              <li key={`${unit} ${part}`}>
                <bdi className="num">{[number, part].filter(Boolean).join(' ')}</bdi> {names ? <bdi>{nameOf(names)}</bdi> : t('unit.vacant')}
              </li>
            ))}
          </ul>
        )}
      </article>
    </>
  );
}

const NO_MARKS: readonly never[] = [];
/** Nothing on a sheet of paper is pressed; React 18 has no type for it. */
const INERT = { inert: '' };
