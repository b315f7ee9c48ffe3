import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { BackBar, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty } from '#app/components/states.tsx';
import { dayIn } from '#app/i18n/zone-days.ts';
import { apartFrom } from '#app/platform/apart.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { ShopName } from '../names.tsx';
import { PlanLine } from './plan-line.tsx';
import { listPlans } from './queries.server.ts';

export const handle = { i18n: ['roster', 'booths'], title: (t) => t('roster:planned.list'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ actor, mall, now }) => ({ base: `/m/${mall.slug}/manage/roster`, today: dayIn(now, mall.zone), ...(await listPlans(mall._id, await apartFrom(mall._id, actor.account))) }));

/** Every shop that will move, close or get a booth on a coming day; first what couldn't be done on its day. */
export default function PlannedRoute() {
  const { base, plans, more } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  return (
    <>
      <BackBar to={base} title={t('planned.list')} />
      <PageTitle lead={t('planned.lead')}>{t('planned.list')}</PageTitle>
      {plans.length === 0 && <Empty title={t('planned.none')}>{t('planned.none-hint')}</Empty>}
      <Lines state="refused" />
      <Lines state="planned" />
      {more && <p className="pad small quiet">{t('planned.more')}</p>}
    </>
  );
}

function Lines({ state }: { state: 'refused' | 'planned' }) {
  const { base, today, plans } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const shown = plans.filter((plan) => plan.state === state);
  if (shown.length === 0) return null;
  const title = t(state === 'refused' ? 'planned.refused' : 'planned.title');
  return (
    <Section near>
      <SectionHead under={state === 'refused' ? t('planned.refused-hint') : undefined}>{title}</SectionHead>
      <Sheet list label={title}>
        {shown.map((plan) => (
          <LineLink key={plan.id} to={`${base}/shop/${plan.merchant}`}>
            <b>
              <ShopName names={plan.names} />
            </b>
            <PlanLine plan={plan} today={today} />
          </LineLink>
        ))}
      </Sheet>
    </Section>
  );
}
