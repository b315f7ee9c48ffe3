import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useFormErrors } from '#app/components/form-errors.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound, requireAsked, signedIn } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { DaySchema } from '#app/platform/form-fields.ts';
import { findMallById } from '#app/platform/malls.server.ts';
import { ChoosePage } from '#app/visits/versions/choose-page.tsx';
import { chooseVersions } from '#app/visits/versions/commands.server.ts';
import { getVersions } from '#app/visits/versions/queries.server.ts';
import { ChoosingSchema } from '#app/visits/versions/schema.ts';
import { findOwned } from './policy.ts';

export const handle = { i18n: ['versions', 'record'], title: (t) => t('versions:title'), bar: 'own', tabs: false } satisfies PageHandle;

/** @throws a 404 Response for a shop that isn't hers, and for a day that is none */
async function askedFrom(params: Record<string, string | undefined>, actor: Actor, now: Date) {
  const merchant = String(params.part);
  const day = DaySchema.safeParse(params.day);
  const owned = findOwned(actor, merchant);
  const mall = owned && (await findMallById(owned.mall, now));
  if (!mall || !day.success) throw notFound();
  return { mall, asked: { merchant, day: day.data, as: 'shop' as const } };
}

export const loader = signedIn(async (context) => {
  requireAsked(context, 'record');
  const { params, actor, now } = context;
  const { mall, asked } = await askedFrom(params, actor, now);
  return { view: await getVersions({ mall, actor, now }, asked), back: `/me/record/${asked.merchant}`, zone: mall.zone, now };
});

export const action = signedIn(async (context) => {
  requireAsked(context, 'record');
  const { request, params, actor, now } = context;
  const { mall, asked } = await askedFrom(params, actor, now);
  return submitForm(await request.formData(), ChoosingSchema, async (input) => {
    await chooseVersions({ mall, actor, now }, asked, input);
    return redirect(`/me/record/${asked.merchant}`);
  });
});

/** Two people wrote about the shop on one day, or one of them twice: the shop says which words stand. */
export default function ChooseRoute() {
  const page = useLoaderData<typeof loader>();
  return <ChoosePage {...page} errors={useFormErrors(useActionData(), 'versions')} />;
}
