import { listOf, pageOf, spanOf, UPDATE_DAYS } from './asked.ts';
import { openMallDoor } from './door.server.ts';
import { findForAll, findForAllById, stepsInSpan, stepsOfRequests, updatesOf } from './listing.server.ts';

/** An extension: every change of stage, of some requests or of some days. */
export const loader = openMallDoor(async ({ mall, fields, language, now }) => {
  const { skip, limit } = pageOf(fields);
  const numbers = listOf(fields.service_request_id);
  const asked = numbers && (await findForAll(mall._id, numbers));
  const steps = asked ? await stepsOfRequests(mall._id, asked.map(({ _id }) => _id)) : await stepsInSpan(mall._id, spanOf(fields, UPDATE_DAYS, now));
  const rows = asked ?? (await findForAllById(mall._id, [...new Set(steps.map(({ request }) => request))]));
  return { root: 'service_request_updates', value: { item: 'request_update', of: updatesOf(rows, steps, language).slice(skip, skip + limit) } };
});
