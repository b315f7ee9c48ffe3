import { detectLanguage } from '#app/i18n/detect.server.ts';
import { directionOf, isLanguage } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';

const PAPER = '#faf8f4';
const icon = (name: string, size: number, purpose: string) => ({ src: `/${name}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose });

/** What a phone needs to put the portal on its first screen, in the page's language: browsers fetch it without cookies, so `?lng` says which. */
export const loader = openToAnyone(({ request }) => {
  const asked = new URL(request.url).searchParams.get('lng');
  const language = isLanguage(asked) ? asked : detectLanguage(request);
  const t = getT(language);
  return Response.json(
    {
      id: '/',
      start_url: '/',
      scope: '/',
      name: t('app.name'),
      short_name: t('app.name'),
      description: t('app.tagline'),
      lang: language,
      dir: directionOf(language),
      display: 'standalone',
      background_color: PAPER,
      theme_color: PAPER,
      icons: [icon('icon-192', 192, 'any'), icon('icon-512', 512, 'any'), icon('icon-maskable-512', 512, 'maskable')],
    },
    { headers: { 'Content-Type': 'application/manifest+json', 'Cache-Control': 'public, max-age=86400' } },
  );
});
