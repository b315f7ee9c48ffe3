import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { atOffice, notFound } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { findOfficeMall } from '../queries.server.ts';
import { Answering } from './answering.tsx';
import { actOnLetter, openLetter } from './answering.server.ts';
import { LetterActSchema } from './schema.ts';

export const handle = { i18n: ['letters'], title: (t) => t('letters:box.one'), bar: 'own' } satisfies PageHandle;

/** The mall is named in the address; without it, the office's first. */
async function mallOf(office: string, request: Request, now: Date) {
  const { mall } = await findOfficeMall(office, new URL(request.url).searchParams.get('mall'), now);
  if (!mall) throw notFound();
  return mall;
}

export const loader = atOffice(async ({ request, params, office, actor, now }) => {
  const mall = await mallOf(office, request, now);
  const letter = await openLetter({ mall, actor, now }, String(params.letter), detectLanguage(request));
  return { letter, back: `/office/${office}/letters?mall=${mall.slug}`, zone: mall.zone, now, today: dayIn(now, mall.zone) };
});

export const action = atOffice(async ({ request, params, office, actor, now }) => {
  const mall = await mallOf(office, request, now);
  const id = String(params.letter);
  return submitForm(await request.formData(), LetterActSchema, async (act) => {
    await actOnLetter({ mall, actor, now }, id, act);
    return redirect(`/office/${office}/letters/${id}?mall=${mall.slug}`);
  });
});

export default function OfficeLetterRoute() {
  return <Answering {...useLoaderData<typeof loader>()} />;
}
