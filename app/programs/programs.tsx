import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LineLink, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { usePrograms, useProgramName } from '#app/components/program-name.ts';
import { PROGRAM_ICONS, PROGRAM_IDS } from '#app/components/programs.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { holds } from '#app/platform/permissions.ts';

export const handle = { i18n: ['services'], title: (t) => t('services:list.title') } satisfies PageHandle;

export const loader = authorised({ can: 'mall:read' }, ({ mall, actor }) => ({ base: `/m/${mall.slug}/programs`, booking: holds(actor, 'booking:book', mall._id) ? `/m/${mall.slug}/booking` : null, aboutUs: holds(actor, 'requests:ask', mall._id) ? `/m/${mall.slug}/about-us` : null }));

export default function ProgramsRoute() {
  const { base, booking, aboutUs } = useLoaderData<typeof loader>();
  const { t } = useTranslation('services');
  const nameOf = useProgramName();
  const programs = usePrograms(PROGRAM_IDS);
  return (
    <>
      <PageTitle lead={t('list.lead')}>{t('list.title')}</PageTitle>
      {booking && (
        <Section near>
          <Sheet>
            <LineLink as="div" to={booking} icon="calendar-time" under={t('list.on-text')}>
              <b>{t('list.on')}</b>
            </LineLink>
          </Sheet>
        </Section>
      )}
      <Section near={!booking}>
        <Sheet list>
          {programs.map((id) => (
            <LineLink key={id} to={`${base}/${id}`} icon={PROGRAM_ICONS[id]} under={t(`headline.${id}`)}>
              <b>
                <bdi>{nameOf(id)}</bdi>
              </b>
            </LineLink>
          ))}
        </Sheet>
      </Section>
      {aboutUs && (
        <Section>
          <Sheet>
            <LineLink as="div" to={aboutUs} icon="lock" under={t('list.about-us-text')}>
              {t('list.about-us')}
            </LineLink>
          </Sheet>
        </Section>
      )}
    </>
  );
}
