import { redirect } from '@remix-run/node';
import { requireAsked, signedIn } from '#app/platform/authorise.server.ts';
import { recoveredLately } from '#app/platform/proof.ts';
import { exportRecord } from './export.server.ts';

/** `my-record.json`: everything about oneself and one's shops. */
export const loader = signedIn(async (context) => {
  requireAsked(context, 'record');
  const { actor, now } = context;
  if (recoveredLately(actor, now)) throw redirect('/me/recovery');
  const body = JSON.stringify(await exportRecord(actor, now), null, 2);
  return new Response(body, {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': 'attachment; filename="my-record.json"', 'Cache-Control': 'no-store' },
  });
});
