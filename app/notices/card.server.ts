import type { Notice } from '#models/notice.server.ts';
import { CONTENT_LANGUAGES, type ContentLanguage, type Localized } from '#app/i18n/languages.ts';
import { getFormats, getT } from '#app/i18n/server.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { env } from '#app/platform/env.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { findNotices } from './known.server.ts';
import { sayingOf } from './queries.server.ts';
import { canForward } from './policy.ts';
import { carriesTitle, type NoticeClass } from './rules.ts';
import { wordsOf } from './saying.ts';

export interface ReadyCard {
  class: NoticeClass;
  mall: Localized;
  language: ContentLanguage;
  /** Absent where only the class may leave the house, and `translated: false` where nobody wrote it in this language yet. */
  title?: string;
  translated: boolean;
  link: string;
  /** All of it as one text, to be copied into a chat. */
  text: string;
}

/**
 * What may be forwarded to a group on somebody else's servers: the mall, the class, a link, and the title of a notice to the
 * whole mall or to grids. Never who sent it, nor its text. For volunteers and officers, while it holds.
 * @throws a 404 Response for everybody else
 */
export async function getCard({ mall, actor, now }: { mall: KnownMall; actor: Actor; now: Date }, id: string, language: ContentLanguage): Promise<ReadyCard> {
  const notice = (await findNotices(mall._id, [id])).get(id);
  if (!notice || !canForward(actor, notice, now)) throw notFound();
  return cardOf(mall, notice, language, now);
}

/** The card itself, for whoever may send it out: a person who asked, or the robot of a group. */
export async function cardOf(mall: KnownMall, notice: Notice, language: ContentLanguage, now: Date): Promise<ReadyCard> {
  const t = getT(language, 'notices');
  const said = carriesTitle(notice.class, notice.audience) ? wordsOf((await sayingOf(mall._id, [notice], language)).titleOf(notice), { t, formats: getFormats(language), language, today: dayIn(now, mall.zone) }) : undefined;
  const link = `${env().PUBLIC_URL}/m/${mall.slug}/notices/${notice._id}`;
  const title = said?.text.replaceAll(/[\u2068\u2069]/g, '');
  const name = mall.name[language] ?? Object.values(mall.name)[0] ?? '';
  const text = [`${name} · ${t(`class.${notice.class}`)}`, title, link].filter(Boolean).join('\n');
  return { class: notice.class, mall: mall.name, language, title, translated: said ? said.own : true, link, text };
}

export const cardLanguage = (asked: string | null, own: ContentLanguage): ContentLanguage => CONTENT_LANGUAGES.find((one) => one === asked) ?? own;
