import { signedIn } from '#app/platform/authorise.server.ts';
import { exportRecord } from './export.server.ts';

/** `my-record.json`: everything about oneself and one's shops. */
export const loader = signedIn(async ({ actor, now }) => {
  const body = JSON.stringify(await exportRecord(actor, now), null, 2);
  return new Response(body, {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': 'attachment; filename="my-record.json"', 'Cache-Control': 'no-store' },
  });
});
