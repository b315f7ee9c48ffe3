import { listOf, MOST_DAYS, pageOf, spanOf, statusOf } from './asked.ts';
import { openMallDoor } from './door.server.ts';
import { findForAll, listForAll, viewsOf } from './listing.server.ts';
import { takeSent } from './sent.server.ts';

/** GET Service Requests: by number, or those of some days, newest first. */
export const loader = openMallDoor(async ({ mall, fields, language, now }) => {
  const numbers = listOf(fields.service_request_id);
  const rows = numbers
    ? await findForAll(mall._id, numbers)
    : await listForAll(mall._id, { ...pageOf(fields), span: spanOf(fields, MOST_DAYS, now), kinds: listOf(fields.service_code), status: statusOf(fields.status) });
  return { root: 'service_requests', value: { item: 'request', of: await viewsOf(mall, rows, language) } };
});

/** POST Service Request, with a key. */
export const action = openMallDoor(async (question) => ({ root: 'service_requests', status: 201, value: { item: 'request', of: [await takeSent(question)] } }));
