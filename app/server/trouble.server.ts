import type { Request as ExpressRequest, Response as ExpressResponse } from 'express';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { directionOf } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';

/** What Express answers by itself, before or after Remix could: keys of `locales/<lng>/server.json`. */
export type Trouble = 'away' | 'elsewhere' | 'too-big' | 'broken' | 'bad-request';

const STATUS: Record<Trouble, number> = { away: 503, elsewhere: 403, 'too-big': 413, broken: 500, 'bad-request': 400 };
/** Seconds after which trying again makes sense. */
const RETRY = 3;

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A small page of its own, in the visitor's language, without any asset: it must work when nothing else does. */
export function answerTrouble(req: ExpressRequest, res: ExpressResponse, trouble: Trouble): void {
  res.locals.trouble = trouble;
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const headers = new Headers();
  for (const name of ['Cookie', 'Accept-Language']) headers.set(name, String(req.get(name) ?? ''));
  const language = detectLanguage(new Request('http://here.invalid', { headers }));
  const t = getT(language, 'server');
  res.status(STATUS[trouble]).set('Cache-Control', 'no-store');
  if (trouble === 'away') res.set('Retry-After', String(RETRY));
  if (!req.accepts('html') || req.path.endsWith('.data')) {
    res.type('text/plain').send(t(`${trouble}.title`));
    return;
  }
  const title = escaped(t(`${trouble}.title`));
  const next = escaped(t(`${trouble}.next`));
  const refresh = trouble === 'away' && req.method === 'GET' ? `<meta http-equiv="refresh" content="${RETRY}">` : '';
  const style = 'body{font:1.1rem/1.6 system-ui,sans-serif;max-inline-size:32rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}';
  res.type('html').send(
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8">` +
      `<meta name="viewport" content="width=device-width">${refresh}<title>${title}</title>` +
      `<style nonce="${res.locals.nonce ?? ''}">${style}</style></head><body><main><h1>${title}</h1><p>${next}</p></main></body></html>`,
  );
}
