import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Line, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { localizedFor } from '#app/i18n/localized.server.ts';
import { useFormats } from '#app/i18n/react.ts';
import { getRosterMall } from '#app/mall/roles/public-mall.server.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import type { Sent as What } from '#app/platform/sendings.server.ts';
import { listSendings } from '#app/mall/settings/queries.server.ts';
import { OFFICE_SEES } from './dispatch/policy.ts';
import { findOfficeName } from './queries.server.ts';
import { type SentInWeek, sentByWeek, shownSince } from './sendings.ts';
import { FEW } from './shown-span.tsx';
import { TABLES } from './tables.ts';
import { WARNINGS } from './warnings/closed-list.ts';

export const handle = { i18n: ['office', 'settings'], title: (t) => t('office:sees.title') } satisfies PageHandle;

export const loader = openToAnyone(async (visitor) => {
  const { mall } = await getRosterMall(visitor);
  const { request, now } = visitor;
  const receivers = mall.settings?.receivers ?? [];
  const sent = sentByWeek(await listSendings(mall._id, shownSince(now, mall.zone)), mall.zone, now);
  const nameOf = async (office: string | undefined) => localizedFor((await findOfficeName(office)) ?? {}, detectLanguage(request))?.text ?? null;
  // One that was taken off the list since is still told, by no name.
  const named = new Map<string, string | null>(receivers.map(({ id, name }) => [id, name]));
  for (const { receiver } of sent) if (receiver.startsWith('office:') && !named.has(receiver)) named.set(receiver, await nameOf(receiver.slice('office:'.length)));
  return { how: `/m/${mall.slug}/how-we-do-it`, receivers, sent: sent.map((row) => ({ ...row, to: named.get(row.receiver) ?? null })), zone: mall.zone, now, office: await nameOf(mall.office), tables: TABLES, warnings: WARNINGS, dispatch: OFFICE_SEES };
});

const NEVER = ['never-visits', 'never-requests', 'never-shops', 'never-volunteers'] as const;

/** For everybody: all that an office can see of the mall, from the same lists that the desk is built from, and what went out. */
export default function WhatTheOfficeSeesRoute() {
  const { how, office, tables, warnings, dispatch, receivers, sent, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['office', 'settings']);
  const { formatDay, formatList } = useFormats();
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
        <SectionHead under={t('sees.dispatch-text')}>{t('sees.dispatch')}</SectionHead>
        <Sheet list>
          {dispatch.map((what) => (
            <Line key={what}>{t(`sees.dispatch-sees.${what}`)}</Line>
          ))}
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
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
      <WentOut sent={sent} zone={zone} now={now} />
      <Section near>
        <Sheet>
          <LineLink as="div" to={how} icon="book-2">
            {t('how.title')}
          </LineLink>
        </Sheet>
      </Section>
    </>
  );
}

function WentOut({ sent, zone, now }: { sent: (SentInWeek & { to: string | null })[]; zone: string; now: Date }) {
  const { t } = useTranslation(['office', 'settings']);
  const { formatDateTime, formatDay, formatNumber } = useFormats();
  return (
    <Section near>
      <SectionHead under={t('sees.went-text', { few: FEW })}>{t('sees.went')}</SectionHead>
      <Sheet list>
        {sent.length === 0 && <Line>{t('sees.went-none')}</Line>}
        {sent.map(({ week, receiver, what, count, last, to }) => (
          <Line key={`${week} ${receiver} ${what}`}>
            <b>{t('sees.week', { day: formatDay(week) })}</b> · {to ? <bdi>{to}</bdi> : t('sees.former')}
            <p className="quiet small">
              {t(`sees.sent.${what as What}`)}: <bdi className="num">{count === null ? FEW : formatNumber(count)}</bdi>
              {last && ` · ${t('sees.last', { when: formatDateTime(last, { zone, now }) })}`}
            </p>
          </Line>
        ))}
      </Sheet>
    </Section>
  );
}
