import { DoorError } from './door-error.ts';
import { openDoor } from './door.server.ts';

/** Everything else below the API's address, in its own format. */
export const loader = openDoor(() => {
  throw new DoorError(400, 'The API has nothing at this address. See /open311/discovery.json.');
});
