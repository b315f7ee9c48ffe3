import { dayIn } from '#app/i18n/zone-days.ts';
import { atOffice } from '#app/platform/authorise.server.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { getPassedOnCase, getPassedOnFile } from './passed-on.server.ts';

/** A picture or recording that the consent names, never kept by a browser longer than its page. */
export const loader = atOffice(async ({ params, office, actor, now }) => {
  const opened = await getPassedOnCase(actor, office, String(params.number), now);
  const { type, bytes } = await getPassedOnFile(office, opened, String(params.file));
  const { mall, found } = opened;
  await recordLook({ mall: mall._id, subject: `account:${found.state.requester}`, viewer: actor.account, role: 'official', purpose: 'passed-on', day: dayIn(now, mall.zone), now });
  return new Response(new Uint8Array(bytes), {
    headers: { 'Content-Type': type, 'Content-Disposition': 'inline', 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' },
  });
});
