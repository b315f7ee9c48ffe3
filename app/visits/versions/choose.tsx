import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useFormErrors } from '#app/components/form-errors.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { DaySchema } from '#app/platform/form-fields.ts';
import { recordDayLooks } from '../day-looks.server.ts';
import { ChoosePage } from './choose-page.tsx';
import { chooseVersions } from './commands.server.ts';
import { getVersions } from './queries.server.ts';
import { ChoosingSchema } from './schema.ts';

export const handle = { i18n: ['versions'], title: (t) => t('versions:title'), bar: 'own', tabs: false } satisfies PageHandle;

function askedFrom(params: Record<string, string | undefined>) {
  const day = DaySchema.safeParse(params.day);
  if (!day.success) throw notFound();
  return { merchant: String(params.merchant), day: day.data, as: 'author' as const };
}

export const loader = authorised({ can: 'visits:record' }, async ({ params, mall, actor, now }) => {
  const doing = { mall, actor, now };
  const view = await getVersions(doing, askedFrom(params));
  await recordDayLooks(doing);
  return { view, back: `/m/${mall.slug}/visits`, zone: mall.zone, now };
});

export const action = authorised({ can: 'visits:record' }, async ({ request, params, mall, actor, now }) =>
  submitForm(await request.formData(), ChoosingSchema, async (input) => {
    await chooseVersions({ mall, actor, now }, askedFrom(params), input);
    return redirect(`/m/${mall.slug}/visits?done=1`);
  }),
);

/** Her own visits of one day to one shop, that came from two devices in other words. */
export default function ChooseRoute() {
  const page = useLoaderData<typeof loader>();
  return <ChoosePage {...page} errors={useFormErrors(useActionData(), 'versions')} />;
}
