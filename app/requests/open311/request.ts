import { DoorError } from './door-error.ts';
import { openMallDoor } from './door.server.ts';
import { findForAll, viewsOf } from './listing.server.ts';

/** GET Service Request: how one stands; what isn't everybody's isn't there. */
export const loader = openMallDoor(async ({ mall, id, language }) => {
  const rows = await findForAll(mall._id, [id]);
  if (rows.length === 0) throw new DoorError(404, 'No public request has this service_request_id.');
  return { root: 'service_requests', value: { item: 'request', of: await viewsOf(mall, rows, language) } };
});
