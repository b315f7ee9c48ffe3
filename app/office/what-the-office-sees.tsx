import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { localizedFor } from '#app/i18n/localized.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { findOfficeName } from './queries.server.ts';
import { TABLES } from './tables.ts';
import { WARNINGS } from './warnings.ts';

export const handle = { i18n: ['office'], title: (t) => t('office:sees.title') } satisfies PageHandle;

export const loader = authorised({ can: 'mall:read' }, async ({ request, mall }) => {
  const name = await findOfficeName(mall.office);
  return { office: name && (localizedFor(name, detectLanguage(request))?.text ?? null), tables: TABLES, warnings: WARNINGS };
});

const NEVER = ['never-visits', 'never-requests', 'never-shops', 'never-volunteers'] as const;

/** For every member: all that an office can see of the mall, from the same lists that the desk is built from. */
export default function WhatTheOfficeSeesRoute() {
  const { office, tables, warnings } = useLoaderData<typeof loader>();
  const { t } = useTranslation('office');
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
          <Line>{t('sees.receivers')}</Line>
        </Sheet>
      </Section>
    </>
  );
}
