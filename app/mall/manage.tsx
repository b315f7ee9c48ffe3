import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LineLink, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { holds } from '#app/platform/permissions.ts';
import { MANAGE_LINKS } from './manage-links.ts';

export const handle = { i18n: ['manage'], title: (t) => t('manage:title') } satisfies PageHandle;

export const loader = authorised({ can: 'map:edit' }, ({ actor, mall }) => ({
  base: `/m/${mall.slug}/manage`,
  links: MANAGE_LINKS.filter(({ can }) => holds(actor, can, mall._id)),
}));

/** The association's back office: everything that keeps the mall true, each on a page of its own. */
export default function ManageRoute() {
  const { base, links } = useLoaderData<typeof loader>();
  const { t } = useTranslation('manage');
  return (
    <>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <Section near>
        <Sheet list>
          {links.map(({ key, path, icon }) => (
            <LineLink key={key} to={`${base}/${path}`} icon={icon} under={t(`link.${key}.hint`)}>
              <b>{t(`link.${key}.name`)}</b>
            </LineLink>
          ))}
        </Sheet>
      </Section>
    </>
  );
}
