import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { PackList } from './pack-list.tsx';
import { listPacks } from './queries.server.ts';
import { packLines } from './words.server.ts';

export const handle = { i18n: ['report', 'office'], title: (t) => t('report:pack.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'notices:read' }, async ({ request, mall, now }) => ({ base: `/m/${mall.slug}`, packs: packLines(await listPacks(mall, 'mall', now), detectLanguage(request)) }));

/** Figures of each week and month, for everybody of the mall. */
export default function MallPacksRoute() {
  const { base, packs } = useLoaderData<typeof loader>();
  const { t } = useTranslation('office');
  return <PackList packs={packs} reader="mall" back={{ to: `${base}/how-we-do-it`, title: t('how.title') }} to={(key) => `${base}/packs/${key}`} />;
}
