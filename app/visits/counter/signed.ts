import { ownedShopsIn } from '#app/platform/actor.ts';
import { notFound, signedIn } from '#app/platform/authorise.server.ts';
import { formValues, refuseForm } from '#app/platform/form.server.ts';
import { findMall } from '#app/platform/malls.server.ts';
import { takeSigned } from './commands.server.ts';
import { SignedListSchema } from './schema.ts';

function parse(signed: FormDataEntryValue | null): unknown {
  try {
    return typeof signed === 'string' ? JSON.parse(signed) : null;
  } catch {
    return null;
  }
}

/** Where a shop's phone sends what it signed at the counter: a form with one field. An owner's; each signature is checked by itself. */
export const action = signedIn(async ({ request, params, actor, now }) => {
  const mall = await findMall(String(params.mall), now);
  if (!mall || ownedShopsIn(actor, mall._id).length === 0) throw notFound();
  const form = await request.formData();
  const signed = SignedListSchema.safeParse(parse(form.get('signed')));
  if (!signed.success) return refuseForm({ form: { key: 'form.not-understood' } }, formValues(form));
  return Response.json({ answers: await takeSigned({ mall, actor, now }, signed.data) });
});
