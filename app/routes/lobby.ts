import { listCalled } from '#app/booking/queries.server.ts';
import { CONTENT_LANGUAGES, type ContentLanguage, directionOf, pickLocalized } from '#app/i18n/languages.ts';
import { getFormats, getT } from '#app/i18n/server.server.ts';
import { drawQr } from '#app/mall/codes/qr.server.ts';
import { listSlides } from '#app/notices/hall.server.ts';
import { notFound, openToAnyone } from '#app/platform/authorise.server.ts';
import { env } from '#app/platform/env.server.ts';
import { findMall } from '#app/platform/malls.server.ts';
import { hallPage } from './lobby-page.ts';

/** Seconds that a slide stands. */
const STANDS = 15;

/**
 * The screen in the hall: a plain page a slide, which asks for the next one by itself. No script, so the oldest television shows
 * it and nothing can grow however long it hangs there. Open to everybody, with nobody's name.
 */
export const loader = openToAnyone(async ({ request, params, context, now }) => {
  const mall = await findMall(String(params.mall), now);
  if (!mall) throw notFound();
  const [slides, called] = await Promise.all([listSlides(mall, now), listCalled(mall._id, now)]);
  const turn = Math.max(0, Math.trunc(Number(new URL(request.url).searchParams.get('n')) || 0));
  // Where nothing is to be said the languages still take turns: numbers and the code are for everybody.
  const slide = slides[turn % Math.max(1, slides.length)];
  const language: ContentLanguage = slide?.language ?? CONTENT_LANGUAGES[turn % CONTENT_LANGUAGES.length] ?? 'zh';
  const t = getT(language, 'notices');
  const ask = `${env().PUBLIC_URL}/m/${mall.slug}/ask`;
  const page = hallPage({
    language,
    direction: directionOf(language),
    nonce: context.nonce,
    next: `?n=${(turn + 1) % Math.max(slides.length, CONTENT_LANGUAGES.length)}`,
    seconds: STANDS,
    mall: pickLocalized(mall.name, language)?.text ?? '',
    time: getFormats(language).formatTime(now, mall.zone, { withZone: true }),
    slide: slide && { kind: slide.class, mark: slide.class === 'emergency' ? t('class.emergency') : '', title: slide.title, body: slide.body },
    empty: t('hall.empty'),
    calledTitle: t('hall.called'),
    called: called.map(({ names, called: number }) => ({ name: pickLocalized(names, language)?.text ?? '', number })),
    ask: t('hall.ask'),
    qr: drawQr(ask),
  });
  return new Response(page, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' } });
});
