import { v7 } from 'uuid';

/** A new UUIDv7: sorts by time, may be made on a device without a network. */
export function newId(): string {
  return v7();
}
