import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { PageHandle } from '#app/components/page-handle.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { contentLanguageOf, isLanguage } from '#app/i18n/languages.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { hasCarbon } from './carbon/queries.server.ts';
import { shopsThatSign } from './counter/queries.server.ts';
import { digestOf } from './counter/statement.ts';
import { recordVisit } from './commands.server.ts';
import { recordDayLooks } from './day-looks.server.ts';
import { getVisitForm } from './queries.server.ts';
import { VisitSchema } from './schema.ts';
import { NotHers, VisitFormPage } from './visit-form-page.tsx';
import { declareTie } from '#app/mall/roles/ties.server.ts';

export const handle = { i18n: ['visits', 'questions'], title: (t) => t('visits:title.form'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'visits:record' }, async ({ params, mall, actor, now }) => {
  const base = `/m/${mall.slug}`;
  const view = await getVisitForm({ mall, actor, now }, String(params.merchant)).catch((error: unknown) => {
    if (error instanceof Refusal) return error.reason;
    throw error;
  });
  // Her own shop, a tied one, a rival's: she is told why, and nothing of that shop.
  if ('key' in view) return { view: null, refused: view, base, clientId: '' };
  await recordDayLooks({ mall, actor, now });
  return { view, refused: null, base, clientId: newId() };
});

export const action = authorised({ can: 'visits:record' }, async ({ request, params, mall, actor, now, known }) => {
  const form = await request.formData();
  const doing = { mall, actor, now };
  const merchant = String(params.merchant);
  if (form.get('intent') === 'tie') {
    await declareTie(doing, merchant);
    return redirect(`/m/${mall.slug}/visits?done=1`);
  }
  form.set('language', contentLanguageOf(detectLanguage(request, { account: known.language, offered: mall.languages.filter(isLanguage) })));
  return submitForm(form, VisitSchema, async (input) => {
    const signs = input.outcome === 'met' && (await shopsThatSign(mall._id, [merchant])).has(merchant);
    const { clientId, language: _language, ...fields } = formValues(form);
    const digest = signs ? await digestOf({ merchant, clientId: input.clientId, nonce: input.clientId, fields }) : undefined;
    const { visit } = await recordVisit(doing, merchant, input, digest);
    if (digest) return redirect(`/m/${mall.slug}/visits/code/${visit}`);
    return redirect((await hasCarbon(doing, visit)) ? `/m/${mall.slug}/visits/carbon/${visit}` : `/m/${mall.slug}/visits?done=1`);
  });
});

export default function VisitFormRoute() {
  const { view, refused, ...page } = useLoaderData<typeof loader>();
  return view ? <VisitFormPage view={view} {...page} /> : <NotHers reason={refused} base={page.base} />;
}
