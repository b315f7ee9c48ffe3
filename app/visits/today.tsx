import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { newId } from '#app/platform/ids.ts';
import { recordOfferOnly } from './commands.server.ts';
import { DayPage } from './day-page.tsx';
import { recordDayLooks } from './day-looks.server.ts';
import { askForHand, takeHandBack } from './hands/commands.server.ts';
import { listOwnHands } from './hands/queries.server.ts';
import { visitingGridsIn } from './policy.ts';
import { getDay } from './day.server.ts';
import { printSheet } from './paper/commands.server.ts';
import { listOpenSheets } from './paper/queries.server.ts';
import { IdSchema, OfferOnlySchema, PromiseSchema } from './schema.ts';
import { endPromise } from './promises.server.ts';
import { listOwnOpenDays } from './versions/queries.server.ts';
import { walkMapsOf } from './walk-map.server.ts';
import { handOver, takeOver } from './volunteer-commands.server.ts';

export const handle = { i18n: ['visits', 'versions'], title: (t) => t('visits:title.day'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'visits:coverage' }, async ({ request, mall, actor, now }) => {
  // Supervisors and officers visit nobody: they see how far the round is.
  if (visitingGridsIn(actor, mall._id).length === 0) throw redirect(`/m/${mall.slug}/visits/coverage`);
  const query = new URL(request.url).searchParams;
  const later = IdSchema.array().max(200).safeParse((query.get('later') ?? '').split(',').filter(Boolean)).data ?? [];
  const doing = { mall, actor, now };
  const [day, sheets, hands, twice] = await Promise.all([getDay(doing, later), listOpenSheets(doing), listOwnHands(doing), listOwnOpenDays(doing, dayIn(now, mall.zone))]);
  await recordDayLooks({ mall, actor, now });
  return { day, maps: await walkMapsOf(mall, day.stops), sheets, hands, twice, base: `/m/${mall.slug}`, clientId: newId(), later, done: query.has('done') };
});

const IntentSchema = z.discriminatedUnion('intent', [
  OfferOnlySchema.extend({ intent: z.literal('offer-only') }),
  PromiseSchema.extend({ intent: z.literal('keep-promise') }),
  PromiseSchema.extend({ intent: z.literal('give-up-promise') }),
  z.object({ intent: z.literal('hand-over'), merchant: IdSchema }),
  z.object({ intent: z.literal('take-over') }),
  z.object({ intent: z.literal('ask-for-hand'), grid: IdSchema }),
  z.object({ intent: z.literal('take-hand-back'), grid: IdSchema }),
  z.object({ intent: z.literal('print-sheet') }),
]);

export const action = authorised({ can: 'visits:record' }, async ({ request, mall, actor, now }) =>
  submitForm(await request.formData(), IntentSchema, async (input) => {
    const doing = { mall, actor, now };
    if (input.intent === 'print-sheet') return redirect(`/m/${mall.slug}/visits/paper/${await printSheet(doing)}`);
    const day = `/m/${mall.slug}/visits`;
    switch (input.intent) {
      case 'offer-only':
        await recordOfferOnly(doing, input);
        break;
      case 'keep-promise':
      case 'give-up-promise':
        await endPromise(doing, input.visit, input.promise, input.intent === 'keep-promise' ? 'kept' : 'not-kept');
        break;
      case 'hand-over':
        await handOver(doing, input.merchant);
        return redirect(day);
      case 'take-over':
        await takeOver(doing);
        return redirect(day);
      case 'ask-for-hand':
        await askForHand(doing, input.grid);
        return redirect(day);
      case 'take-hand-back':
        await takeHandBack(doing, input.grid);
        return redirect(day);
    }
    return redirect(`${day}?done=1`);
  }),
);

export default function TodayRoute() {
  return <DayPage {...useLoaderData<typeof loader>()} />;
}
