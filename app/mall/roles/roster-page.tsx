import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { ChipLink, Chips } from '#app/components/tabs.tsx';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { getRosterMall } from './public-mall.server.ts';
import { getRoster, type RosterPerson } from './roster.server.ts';
import { RosterLine } from './roster-person.tsx';
import { useNames, useRole } from './term-line.tsx';

export const handle = { i18n: ['roles', 'office', 'questions'], title: (t) => t('roles:title.roster') } satisfies PageHandle;

export const loader = openToAnyone(async (visitor) => {
  const { mall, reader } = await getRosterMall(visitor);
  return { ...(await getRoster(reader, new URL(visitor.request.url).searchParams.get('level'))), base: `/m/${mall.slug}/roster`, officeSees: `/m/${mall.slug}/what-the-office-sees`, visitQuestions: `/m/${mall.slug}/visit-questions`, signedIn: reader.actor !== null };
});

/** Who looks after which corner, level by level; open to whoever comes by, as far as each agreed. */
export default function RosterRoute() {
  const { level, levels, heads, grids, base, officeSees, visitQuestions, today, signedIn } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['roles', 'common', 'office', 'questions']);
  const mine = grids.filter((one) => one.mine);
  return (
    <>
      <PageTitle lead={t('lead.roster')}>{t('title.roster')}</PageTitle>
      {!signedIn && <p className="pad small quiet">{t('roster.sign-in')}</p>}
      {mine.length > 0 && (
        <Section near>
          <SectionHead>{t('roster.mine')}</SectionHead>
          <Sheet list>
            {mine.map((one) => (
              <GridLine key={one.grid._id} {...one} base={base} />
            ))}
          </Sheet>
        </Section>
      )}
      {levels.length > 1 && (
        <Section near>
          <Chips label={t('place.levels')} pad>
            {levels.map(({ id, shortName }) => (
              <ChipLink key={id} to={`${base}?level=${id}`} on={id === level?.id}>
                <bdi>{shortName}</bdi>
              </ChipLink>
            ))}
          </Chips>
        </Section>
      )}
      {heads.length > 0 && (
        <Section>
          <SectionHead>{t('place.level', { level: level?.shortName })}</SectionHead>
          <Sheet list>
            {heads.map((person) => (
              <RosterLine key={person.key} person={person} today={today} />
            ))}
          </Sheet>
        </Section>
      )}
      <Section>
        <SectionHead>{t('roster.all')}</SectionHead>
        <Sheet list>
          {grids.map((one) => (
            <GridLine key={one.grid._id} {...one} base={base} />
          ))}
        </Sheet>
      </Section>
      <Section near>
        <Sheet>
          <LineLink as="div" to={officeSees} icon="eye">
            {t('office:sees.title')}
          </LineLink>
          <LineLink as="div" to={visitQuestions} icon="clipboard-list">
            {t('questions:list.title')}
          </LineLink>
        </Sheet>
      </Section>
    </>
  );
}

function GridLine({ grid, people, base }: { grid: { _id: string; number: number; hue: number; weave: number }; people: RosterPerson[]; base: string }) {
  const { t } = useTranslation(['roles', 'common']);
  const name = useNames();
  const role = useRole();
  const who = people.filter((person) => !person.deputyFor).map((person) => ({ key: person.key, line: t('roster.who', { role: role(person.role), name: person.named ? name(person.names) : t('roster.unnamed') }) }));
  const lines = who.map(({ key, line }) => <small key={key}>{line}</small>);
  return (
    <LineLink to={`${base}/${grid._id}`} under={lines.length > 0 ? lines : t('roster.vacant')}>
      <Patch {...grid} silent /> <b>{t('common:grid.named', { number: grid.number })}</b>
    </LineLink>
  );
}
