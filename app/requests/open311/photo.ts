import { openFile } from '#app/platform/files.server.ts';
import { ALL } from '../words.server.ts';
import { DoorError } from './door-error.ts';
import { openMallDoor } from './door.server.ts';

/** A picture that a person has looked at and opened to everybody. */
export const loader = openMallDoor(async ({ mall, id }) => {
  const file = await openFile(mall._id, id, [ALL]);
  if (!file?.type.startsWith('image/')) throw new DoorError(404, 'No public picture has this address.');
  const headers = { 'Content-Type': file.type, 'Content-Length': String(file.bytes.length), 'Content-Disposition': 'inline', 'Content-Security-Policy': "default-src 'none'; sandbox", 'X-Content-Type-Options': 'nosniff' };
  // Not kept anywhere: what was opened can be taken back.
  return new Response(new Uint8Array(file.bytes), { headers: { ...headers, 'Cache-Control': 'no-store' } });
});
