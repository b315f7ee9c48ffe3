import { detectLanguage } from '#app/i18n/detect.server.ts';
import { directionOf, isLanguage } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';

const STYLE =
  'body{margin:0;background:#faf8f4;color:#221f1b;font:1rem/1.6 system-ui,"Noto Sans Arabic",sans-serif}main{max-width:32rem;margin:15vh auto;padding:0 1.25rem}' +
  'h1{font-size:1.375rem}a{display:inline-block;margin-block-start:1rem;padding:.75rem 1.5rem;border-radius:8px;background:#22686a;color:#fff;font-weight:600;text-decoration:none}' +
  ':lang(ug),:lang(kk-Arab){line-height:1.8}@media(prefers-color-scheme:dark){body{background:#1e1b18;color:#ece6dc}a{background:#5f9f9c;color:#0a2e32}}';

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * The page that the service worker keeps and shows where the network should have answered: one file without script, picture or
 * anybody's data. An empty link loads again the address that was asked for.
 */
export const loader = openToAnyone(({ request, context }) => {
  const asked = new URL(request.url).searchParams.get('lng');
  const language = isLanguage(asked) ? asked : detectLanguage(request);
  const t = getT(language);
  const title = escaped(t('error.offline.title'));
  const body =
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="color-scheme" content="light dark"><title>${title}</title><style nonce="${context.nonce}">${STYLE}</style></head><body><main><h1>${title}</h1>` +
    `<p>${escaped(t('error.offline.text'))}</p><a href="">${escaped(t('button.retry'))}</a></main></body></html>`;
  return new Response(body, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' } });
});
