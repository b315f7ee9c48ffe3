import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { Answering } from './answering.tsx';
import { actOnLetter, openLetter } from './answering.server.ts';
import { LetterActSchema } from './schema.ts';

export const handle = { i18n: ['letters'], title: (t) => t('letters:box.one'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, params, mall, actor, now }) => ({
  letter: await openLetter({ mall, actor, now }, String(params.boxed), detectLanguage(request)),
  back: `/m/${mall.slug}/manage/letters`,
  zone: mall.zone,
  now,
  today: dayIn(now, mall.zone),
}));

export const action = authorised({ can: 'mall:manage' }, async ({ request, params, mall, actor, now }) => {
  const id = String(params.boxed);
  return submitForm(await request.formData(), LetterActSchema, async (act) => {
    await actOnLetter({ mall, actor, now }, id, act);
    return redirect(`/m/${mall.slug}/manage/letters/${id}`);
  });
});

export default function CouncilLetterRoute() {
  return <Answering {...useLoaderData<typeof loader>()} />;
}
