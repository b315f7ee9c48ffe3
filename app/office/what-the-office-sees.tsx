import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { localizedFor } from '#app/i18n/localized.server.ts';
import { useFormats } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import type { Carried } from '#app/platform/mall-settings.ts';
import { listSendings } from '#app/mall/settings/queries.server.ts';
import { findOfficeName } from './queries.server.ts';
import { TABLES } from './tables.ts';
import { WARNINGS } from './warnings.ts';

export const handle = { i18n: ['office', 'settings'], title: (t) => t('office:sees.title') } satisfies PageHandle;

export const loader = authorised({ can: 'mall:read' }, async ({ request, mall, now }) => {
  const name = await findOfficeName(mall.office);
  const receivers = mall.settings?.receivers ?? [];
  const sent = receivers.length > 0 ? await listSendings(mall._id) : [];
  return { receivers, sent: sent.map((row) => ({ ...row, what: row.what as Carried })), zone: mall.zone, now, office: name && (localizedFor(name, detectLanguage(request))?.text ?? null), tables: TABLES, warnings: WARNINGS };
});

const NEVER = ['never-visits', 'never-requests', 'never-shops', 'never-volunteers'] as const;

/** For every member: all that an office can see of the mall, from the same lists that the desk is built from. */
export default function WhatTheOfficeSeesRoute() {
  const { office, tables, warnings, receivers, sent, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['office', 'settings']);
  const { formatDateTime, formatDay, formatList, formatNumber } = useFormats();
  return (
    <>
      <PageTitle lead={t('sees.lead')} above={<p className="small quiet">{office ? t('sees.office', { office }) : t('sees.no-office')}</p>}>
        {t('sees.title')}
      </PageTitle>
      <Section near>
        <SectionHead>{t('sees.consent')}</SectionHead>
        <Sheet>
          <Line as="div">{t('sees.consent-text')}</Line>
        </Sheet>
      </Section>
      <Section near>
        <SectionHead under={t('sees.figures-text')}>{t('sees.figures')}</SectionHead>
        <Sheet list>
          {tables.map((table) => (
            <Line key={table}>{t(`table.${table}`)}</Line>
          ))}
        </Sheet>
      </Section>
      <Section near>
        <SectionHead under={t('sees.warnings-text')}>{t('sees.warnings')}</SectionHead>
        <Sheet list>
          {warnings.map((warning) => (
            <Line key={warning}>{t(`warning.${warning}`)}</Line>
          ))}
        </Sheet>
      </Section>
      <Section near>
        <SectionHead>{t('sees.own')}</SectionHead>
        <Sheet>
          <Line as="div">{t('sees.own-text')}</Line>
        </Sheet>
      </Section>
      <Section near>
        <SectionHead>{t('sees.never')}</SectionHead>
        <Sheet list>
          {NEVER.map((what) => (
            <Line key={what}>{t(`sees.${what}`)}</Line>
          ))}
        </Sheet>
      </Section>
      <Section near>
        <Sheet list>
          <Line>{t('sees.apart')}</Line>
          {receivers.length === 0 && <Line>{t('sees.receivers')}</Line>}
        </Sheet>
      </Section>
      {receivers.length > 0 && (
        <Section near>
          <SectionHead>{t('settings:part.receivers.name')}</SectionHead>
          <Sheet list>
            {receivers.map(({ id, name, purpose, carries, since }) => (
              <Line key={id}>
                <b>
                  <bdi>{name}</bdi> · <bdi>{purpose}</bdi>
                </b>
                <p className="quiet small">
                  {formatList(carries.map((what) => t(`settings:carried.${what}`)))} · {t('settings:receivers.since', { day: formatDay(since) })}
                </p>
                {sent.filter(({ receiver }) => receiver === id).map(({ what, count, at }) => (
                  <p key={`${what} ${at.getTime()}`} className="quiet small">
                    {formatDateTime(at, { zone, now })} · {t(`settings:carried.${what}`)} · {formatNumber(count)}
                  </p>
                ))}
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
    </>
  );
}
