import type { ActionFunctionArgs } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#app/components/button.tsx';
import { navOf } from '#app/components/nav.ts';
import { BackBar, Columns, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { Shell } from '#app/components/shell.tsx';
import { LanguageSamples } from '#app/i18n/samples.tsx';
import { env } from '#app/platform/env.server.ts';
import { formValues, refuseForm } from '#app/platform/form.server.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { ClothAndLanguages, FigurePieces } from './parts/figures.tsx';
import { FormPieces } from './parts/form.tsx';
import { HomePieces, RequestPieces } from './parts/request.tsx';
import { LiveAndStates, MarksAndClocks } from './parts/states.tsx';

export const handle = { i18n: ['parts'], title: (t) => t('parts:title') } satisfies PageHandle;

/** Where the parts are looked at beside the mockups and by axe; no page of a real mall. */
export const loader = openToAnyone(() => {
  if (env().APP_MODE === 'production') throw new Response(null, { status: 404 });
  return null;
});

/** Answers like every action of the portal, and saves nothing. */
export const action = openToAnyone(async ({ request }: Pick<ActionFunctionArgs, 'request'>) => {
  const values = formValues(await request.formData());
  if (values.sentence === 'boom') throw new Response(null, { status: 503 });
  if (!values.sentence) return refuseForm({ sentence: { key: 'form.required' }, day: { key: 'form.not-a-date' } }, values);
  return { ok: true };
});

export default function PartsRoute() {
  const { t } = useTranslation(['parts', 'common', 'words']);
  const answer = useActionData<typeof action>();
  return (
    <Shell mall={{ name: t('mall'), to: '/parts' }} nav={navOf('merchant', '/parts', { counts: { requests: 1, notices: 12 } })} person={{ name: t('person'), role: t('role'), to: '/parts' }}>
      <BackBar to="/parts" title={t('title')} language>
        <IconButton type="button" icon="copy" label={t('common:button.copy')} />
      </BackBar>
      <PageTitle lead={t('lead')} aside={<Patch number={9} hue={1} weave={2} />}>
        {t('title')}
      </PageTitle>
      <Columns>
        <div>
          <MarksAndClocks />
          <RequestPieces />
        </div>
        <div>
          <LiveAndStates />
          <HomePieces />
        </div>
      </Columns>
      <FigurePieces />
      <ClothAndLanguages />
      <FormPieces answer={answer} />
      <LanguageSamples />
    </Shell>
  );
}
