import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Line, LineLink, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { holds } from '#app/platform/permissions.ts';
import { getRosterMall } from './public-mall.server.ts';
import { getCorner } from './roster.server.ts';
import { RosterLine } from './roster-person.tsx';
import { useRole } from './term-line.tsx';

export const handle = { i18n: ['roles'], title: (t) => t('roles:title.roster') } satisfies PageHandle;

export const loader = openToAnyone(async (visitor) => {
  const { mall, reader } = await getRosterMall(visitor);
  const corner = await getCorner(reader, String(visitor.params.grid));
  const asks = reader.actor !== null && corner.mine && holds(reader.actor, 'requests:ask', mall._id);
  return { ...corner, base: `/m/${mall.slug}`, signedIn: reader.actor !== null, can: { ask: asks } };
});

/** Who looks after this corner and how to reach them, as far as and when each agreed. */
export default function RosterCornerRoute() {
  const { grid, people, vacant, today, base, can, signedIn } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['roles', 'common']);
  const role = useRole();
  return (
    <>
      <PageTitle above={<Link to={`${base}/roster`}>{t('title.roster')}</Link>} aside={<Patch {...grid} silent />} lead={t('lead.roster')}>
        {t('common:grid.named', { number: grid.number })}
      </PageTitle>
      {!signedIn && <p className="pad small quiet">{t('roster.sign-in')}</p>}
      <Section near>
        <Sheet list>
          {people.map((person) => (
            <RosterLine key={person.key} person={person} today={today} />
          ))}
          {vacant.map((one) => (
            <Line key={one}>
              <b>{role(one)}</b>
              <p className="small quiet">{t('roster.vacant')}</p>
            </Line>
          ))}
          {can.ask && (
            <LineLink icon="message-2-plus" to={`${base}/ask`}>
              {t('roster.ask')}
            </LineLink>
          )}
        </Sheet>
      </Section>
    </>
  );
}
