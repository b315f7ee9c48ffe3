import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { viewIn } from './views.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { partnersOf } from '#app/accounts/partners/queries.server.ts';
import { partnersIn } from '#app/platform/actor.ts';
import { listTasks } from '#app/requests/parts/queries.server.ts';
import { minutesADay } from '#app/requests/working-time.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { merchantHome, officerHome } from './home.server.ts';
import { MerchantHome } from './merchant-home.tsx';
import { OfficerHome } from './officer-home.tsx';
import { PartnerHome } from './partner-home.tsx';

export const handle = { i18n: ['home'], title: (t) => t('home:title') } satisfies PageHandle;

/** Everybody's first page in a mall, by what they are there. */
export const loader = authorised({ can: 'map:read' }, async (context) => {
  const { request, actor, mall } = context;
  const view = viewIn(actor, mall._id, request.headers.get('Cookie'));
  if (view === 'volunteer') throw redirect(`/m/${mall.slug}/visits`);
  if (view === 'operator') throw redirect('/house');
  if (view === 'officer') return { view, slug: mall.slug, home: await officerHome(context) } as const;
  if (view === 'partner') {
    const [partners, tasks] = await Promise.all([partnersOf(mall._id, partnersIn(actor, mall._id)), listTasks(actor, mall, context.now)]);
    return { view, slug: mall.slug, partners, tasks, minutesADay: minutesADay(mall, dayIn(context.now, mall.zone)) } as const;
  }
  return { view: 'merchant', slug: mall.slug, home: await merchantHome(context) } as const;
});

export default function MallHomeRoute() {
  const page = useLoaderData<typeof loader>();
  if (page.view === 'officer') return <OfficerHome slug={page.slug} home={page.home} />;
  if (page.view === 'partner') return <PartnerHome partners={page.partners} tasks={page.tasks} minutesADay={page.minutesADay} base={`/m/${page.slug}`} />;
  return <MerchantHome slug={page.slug} home={page.home} />;
}
