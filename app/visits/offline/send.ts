import { notFound, signedIn } from '#app/platform/authorise.server.ts';
import { formValues, refuseForm } from '#app/platform/form.server.ts';
import { ownerMark } from '#app/platform/known-browser.server.ts';
import { findMall } from '#app/platform/malls.server.ts';
import { everVisited } from './former.server.ts';
import { BatchSchema } from './schema.ts';
import { takeBatch } from './sync.server.ts';

function parse(batch: FormDataEntryValue | null): unknown {
  try {
    return typeof batch === 'string' ? JSON.parse(batch) : null;
  } catch {
    return null;
  }
}

/**
 * Where a phone sends what it wrote without a network: a form with one field, the batch. Whoever visits in this mall or did so
 * lately; each visit's shop is asked for again with it.
 */
export const action = signedIn(async ({ request, params, actor, now }) => {
  const mall = await findMall(String(params.mall), now);
  if (!mall || !(await everVisited({ mall, actor, now }))) throw notFound();
  const form = await request.formData();
  const batch = BatchSchema.safeParse(parse(form.get('batch')));
  if (!batch.success) return refuseForm({ form: { key: 'form.not-understood' } }, formValues(form));
  if (batch.data.owner !== ownerMark(actor.account)) return Response.json({ other: true }, { status: 409 });
  return Response.json(await takeBatch({ mall, actor, now }, batch.data));
});
