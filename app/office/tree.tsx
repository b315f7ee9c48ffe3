import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Num } from '#app/components/num.tsx';
import { PageTitle, Panel, Section } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Table } from '#app/components/table.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { atOffice } from '#app/platform/authorise.server.ts';
import styles from './desk.module.css';
import { FEW } from './shown-span.tsx';
import { officeTree } from './tree.server.ts';

export const handle = { i18n: ['office'], title: (t) => t('office:tree.title') } satisfies PageHandle;

export const loader = atOffice(async ({ office }) => ({ ...(await officeTree(office)), base: `/office/${office}` }));

/** All malls under the office, added up over the levels of its tree. */
export default function OfficeTreeRoute() {
  const { rows, more, base } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['office', 'words']);
  const { formatNumber } = useFormats();
  const language = useLanguage();
  const lines = rows.map(({ key, depth, name, level, slug, malls, round, requests }) => {
    const named = <bdi>{pickLocalized(name, language)?.text}</bdi>;
    return {
      key,
      sum: level !== null,
      cells: [
        <span key="name" className={styles.branch} data-depth={depth}>
          {slug ? <Link to={`${base}?mall=${slug}`}>{named}</Link> : named}
          {level && <small className="quiet"> {t(`words:office.${level}`)}</small>}
        </span>,
        <Num key="malls">{formatNumber(malls)}</Num>,
        round ? t('round.at-least', { least: round.atLeast, of: round.of }) : '–',
        requests === null ? '–' : <Num key="requests">{formatNumber(requests)}</Num>,
      ],
    };
  });
  return (
    <>
      <PageTitle lead={t('tree.lead')}>{t('tree.title')}</PageTitle>
      <Section near>
        <Panel title={t('tree.table')}>
          <Table
            caption={t('tree.table')}
            quiet
            columns={[{ key: 'name', label: t('tree.name') }, { key: 'malls', label: t('tree.malls'), number: true }, { key: 'round', label: t('round.title') }, { key: 'requests', label: t('tree.requests'), number: true }]}
            rows={lines}
          />
        </Panel>
      </Section>
      <p className={styles.foot}>
        {t('tree.foot', { few: FEW })} {more && t('tree.more')}
      </p>
    </>
  );
}
