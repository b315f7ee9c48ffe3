import { Requests } from '#models/request.server.ts';
import { DoorError } from './door-error.ts';
import { openMallDoor } from './door.server.ts';

/** GET Service Request Id: the number of what was sent in. A token is the request's own id, which is told to nobody else. */
export const loader = openMallDoor(async ({ mall, id }) => {
  const row = await Requests.findOne({ mall: mall._id, _id: id }, { number: 1, channel: 1 }).lean();
  if (row?.channel !== 'open311') throw new DoorError(404, 'No request has this token.');
  return { root: 'service_requests', value: { item: 'request', of: [{ service_request_id: row.number, token: id }] } };
});
