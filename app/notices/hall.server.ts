import { Notices } from '#models/notice.server.ts';
import { CONTENT_LANGUAGES, type ContentLanguage } from '#app/i18n/languages.ts';
import { getFormats, getT } from '#app/i18n/server.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { sayingOf } from './queries.server.ts';
import { isHeld, type NoticeClass } from './rules.ts';
import { isFixed, wordsOf } from './saying.ts';

export interface Slide {
  notice: string;
  class: NoticeClass;
  language: ContentLanguage;
  title: string;
  body?: string;
}

/** Notices shown in turn; older ones have had their days. */
const MOST = 10;
/** Looked through for them. */
const LOOKED_AT = 60;
const MOST_BODY = 400;
const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, '');

/**
 * What the screen in the hall shows, a notice and a language a slide: for the whole mall, wanted there by its sender, sent and
 * holding. While there is an emergency nothing else. No names: neither who sent it nor what it names of people.
 */
export async function listSlides(mall: KnownMall, now: Date): Promise<Slide[]> {
  const sent = await Notices.find({ mall: mall._id, state: { $in: ['sending', 'sent'] }, sentAt: { $lte: now } }).sort({ sentAt: -1 }).limit(LOOKED_AT).lean();
  const holding = sent.filter((notice) => notice.lobby && notice.audience.kind === 'mall' && isHeld(notice, now)).slice(0, MOST);
  const emergencies = holding.filter((notice) => notice.class === 'emergency');
  const shown = emergencies.length > 0 ? emergencies : holding;
  const today = dayIn(now, mall.zone);
  const inOne = async (language: ContentLanguage): Promise<Slide[]> => {
    const saying = await sayingOf(mall._id, shown, language);
    const voice = { t: getT(language, 'notices'), formats: getFormats(language), language, today };
    return shown.flatMap((notice) => {
      const said = saying.titleOf(notice);
      const title = wordsOf(said, voice);
      // In a language that nobody wrote it isn't shown at all: the original has its own slide.
      if (!title.own) return [];
      const added = notice.body ? saying.words(notice.body) : undefined;
      const words = [isFixed(notice.template) ? wordsOf(said, voice, 'body').text : '', added?.words.own ? added.words.text : ''].filter(Boolean).join(' ');
      return [{ notice: notice._id, class: notice.class, language, title: plain(title.text), body: plain(words).slice(0, MOST_BODY) || undefined }];
    });
  };
  const all = (await Promise.all(CONTENT_LANGUAGES.map(inOne))).flat();
  return shown.flatMap(({ _id }) => all.filter(({ notice }) => notice === _id));
}
