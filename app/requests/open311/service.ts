import { definitionOf, placeKind } from './kinds.server.ts';
import { openMallDoor } from './door.server.ts';

/** GET Service Definition: the facts that a kind asks for. */
export const loader = openMallDoor(({ mall, id, language }) => ({ root: 'service_definition', value: definitionOf(placeKind(mall, id), language) }));
