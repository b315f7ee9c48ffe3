import { detectLanguage } from '#app/i18n/detect.server.ts';
import { directionOf, isLanguage } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';

/** What a locked phone shows, kept by the service worker: the house's name and "one new", in its language and nothing else. */
export const loader = openToAnyone(({ request }) => {
  const asked = new URL(request.url).searchParams.get('lng');
  const language = isLanguage(asked) ? asked : detectLanguage(request);
  const words = { title: getT(language)('app.name'), body: getT(language, 'notices')('push.one-new'), lang: language, dir: directionOf(language) };
  return new Response(JSON.stringify(words), { headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-cache' } });
});
