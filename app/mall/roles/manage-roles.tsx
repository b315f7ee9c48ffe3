import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { BackBar, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { Empty } from '#app/components/states.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { holds } from '#app/platform/permissions.ts';
import { MY_ROLES } from './places.ts';
import { type CornerState, getOverview } from './queries.server.ts';
import { useNames, useRole } from './term-line.tsx';

export const handle = { i18n: ['roles'], title: (t) => t('roles:title.manage'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'roles:oversee' }, async ({ mall, actor, now }) => ({
  ...(await getOverview({ mall, actor, now })),
  base: `/m/${mall.slug}/manage/roles`,
  // A level head comes from her own roles: the rest of the back office isn't hers.
  back: holds(actor, 'mall:manage', mall._id) ? `/m/${mall.slug}/manage` : MY_ROLES,
  today: dayIn(now, mall.zone),
}));

/** What is vacant, ending or in conflict first, then every place with its people one press away. */
export default function ManageRolesRoute() {
  const { corners, levels, base, back, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['roles', 'common']);
  const name = useNames();
  const toSee = corners.filter(({ vacant, conflicts, ending }) => vacant.length + conflicts.length + ending.length > 0);
  return (
    <>
      <BackBar to={back} title={t('title.manage')} />
      <PageTitle lead={t('lead.manage')}>{t('title.manage')}</PageTitle>
      <Section near>
        <SectionHead>{t('see-to.title')}</SectionHead>
        {toSee.length === 0 ? (
          <Empty title={t('see-to.none')} />
        ) : (
          <Sheet list>
            {toSee.map((corner) => (
              <LineLink key={corner.grid._id} to={`${base}/${corner.grid._id}`} under={<Sees corner={corner} today={today} />}>
                <Patch {...corner.grid} silent /> <b>{t('common:grid.named', { number: corner.grid.number })}</b>
              </LineLink>
            ))}
          </Sheet>
        )}
      </Section>
      <Section>
        <SectionHead>{t('place.levels')}</SectionHead>
        <Sheet list>
          {levels.map(({ id, shortName, heads }) => (
            <LineLink key={id} to={`${base}/level/${id}`} under={heads.length > 0 ? heads.map(name).join(' · ') : t('place.no-head')}>
              <b>{t('place.level', { level: shortName })}</b>
            </LineLink>
          ))}
        </Sheet>
      </Section>
      <Section>
        <SectionHead>{t('place.grids')}</SectionHead>
        <Sheet list>
          {corners.map(({ grid, asked }) => (
            <LineLink key={grid._id} to={`${base}/${grid._id}`} under={asked > 0 ? t('asked.title') : undefined}>
              <Patch {...grid} silent /> {t('common:grid.named', { number: grid.number })}
            </LineLink>
          ))}
        </Sheet>
      </Section>
    </>
  );
}

function Sees({ corner: { vacant, conflicts, ending }, today }: { corner: CornerState; today: string }) {
  const { t } = useTranslation('roles');
  const { formatDay, formatList } = useFormats();
  const name = useNames();
  const role = useRole();
  const lines = [
    ...(vacant.length > 0 ? [t('see-to.vacant', { roles: formatList(vacant.map(role)) })] : []),
    ...ending.map((term) => t('see-to.ending', { day: formatDay(term.toDay, { today }), name: name(term.names), role: role(term.role) })),
    ...conflicts.map(({ kind, names }) => t(`see-to.${kind}`, { name: name(names) })),
  ];
  return (
    <>
      {lines.map((line) => (
        <span key={line} style={{ display: 'block' }}>
          {line}
        </span>
      ))}
    </>
  );
}
