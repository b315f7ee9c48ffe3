import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { atOffice, notFound } from '#app/platform/authorise.server.ts';
import { findOfficeMall } from '../queries.server.ts';
import { PackList } from './pack-list.tsx';
import { listPacks } from './queries.server.ts';
import { packLines } from './words.server.ts';

export const handle = { i18n: ['report', 'office'], title: (t) => t('report:pack.title'), bar: 'own' } satisfies PageHandle;

export const loader = atOffice(async ({ request, office, now }) => {
  const { mall } = await findOfficeMall(office, new URL(request.url).searchParams.get('mall'), now);
  if (!mall) throw notFound();
  return { base: `/office/${office}`, mall: mall.slug, packs: packLines(await listPacks(mall, 'office', now), detectLanguage(request)) };
});

/** The same figures for the office, two days after the merchants have them. */
export default function OfficePacksRoute() {
  const { base, mall, packs } = useLoaderData<typeof loader>();
  const { t } = useTranslation('office');
  return <PackList packs={packs} reader="office" back={{ to: `${base}?mall=${mall}`, title: t('desk.title') }} to={(key) => `${base}/packs/${key}?mall=${mall}`} />;
}
