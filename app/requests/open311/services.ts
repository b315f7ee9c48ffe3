import { openMallDoor } from './door.server.ts';
import { placeKinds, serviceOf } from './kinds.server.ts';

/** GET Service List: what may be reported without an account. */
export const loader = openMallDoor(({ mall, language }) => ({ root: 'services', value: { item: 'service', of: placeKinds(mall).map((kind) => serviceOf(mall, kind, language)) } }));
