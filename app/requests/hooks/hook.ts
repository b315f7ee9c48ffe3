import { detectLanguage } from '#app/i18n/detect.server.ts';
import { isLanguage } from '#app/i18n/languages.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { env } from '#app/platform/env.server.ts';
import { findMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { DoorError } from '../open311/door-error.ts';
import { errorAnswer } from '../open311/door.server.ts';
import { takeHooked } from './taking.server.ts';

/** A city's hotline sends a report, signed with the secret of its hook; answered with our number. */
export const action = openToAnyone(async ({ request, params, context, now }) => {
  const mall = await findMall(String(params.mall), now);
  const language = detectLanguage(request, { offered: mall?.languages.filter(isLanguage) });
  try {
    if (!mall) throw new DoorError(401, 'The signature isn’t right.');
    const { number, repeated } = await takeHooked(mall, String(params.code), { headers: request.headers, body: await request.text(), ip: context.ip ?? '', now });
    return Response.json({ number, repeated, status: `${env().PUBLIC_URL.replace(/\/$/, '')}/open311/v2/requests/${number}.json?jurisdiction_id=${mall.slug}` }, { status: repeated ? 200 : 201 });
  } catch (error) {
    if (error instanceof DoorError || error instanceof Refusal) return errorAnswer('json', error, language, 422);
    throw error;
  }
});
