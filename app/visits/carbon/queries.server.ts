import type { Localized } from '#models/mall.server.ts';
import { type Visit, Visits } from '#models/visit.server.ts';
import { findShops, namesOf } from '#app/mall/queries.server.ts';
import { mergedInto } from '#app/mall/roster/doubles/queries.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { isOpen, keeperOf } from '../keepers.server.ts';
import { wordingsOf } from '../questions/queries.server.ts';
import type { Doing } from '../visitable.server.ts';
import { carbonCode, inFours } from './code.server.ts';

interface Said {
  words: string;
  language: string;
}
/** Exactly what was stored of a visit, as it stands on the shop's paper copy. */
export interface CarbonView {
  number: string;
  shop: { names: Localized; unit: string | null };
  volunteer: Localized;
  day: string;
  half: 'am' | 'pm';
  outcome: Visit['outcome'];
  needs: { id: string; program: string; state: Visit['needs'][number]['state']; said: Said | null }[];
  /** `keeper`: whoever keeps it now, where that isn't the volunteer who gave it. */
  promises: { dueOn: string; said: Said | null; keeper: Localized | null }[];
  replies: { question: Localized; said: Said | null }[];
  note: Said | null;
  answer: Visit['answer'];
  contest: Said | null;
}

/** The caller knows that its reader may read it: author, or the shop's own paper in somebody's hands. */
export async function carbonView(mall: string, visit: Visit): Promise<CarbonView> {
  const ids = [...visit.needs.map(({ text }) => text), ...visit.promises.map(({ text }) => text), ...(visit.replies ?? []).map(({ text }) => text), visit.note, visit.contest];
  const keeper = keeperOf(visit);
  const readers = [visit.merchant, ...(await mergedInto(mall, visit.merchant))].map((shop) => `shop:${shop}`);
  const [words, shops, names, questions] = await Promise.all([readTexts(mall, ids, readers), findShops(mall, [visit.merchant]), namesOf([visit.author, keeper]), wordingsOf(mall, [visit])]);
  const said = (id: string | undefined): Said | null => {
    const read = words.get(id ?? '');
    return read ? { words: read.words, language: read.language } : null;
  };
  const shop = shops.get(visit.merchant);
  return {
    number: visit.carbon ?? '',
    shop: { names: shop?.names ?? {}, unit: shop?.unit?.number ?? null },
    volunteer: names.get(visit.author) ?? {},
    day: visit.day,
    half: visit.half,
    outcome: visit.outcome,
    needs: visit.needs.map(({ id, program, state, text }) => ({ id, program, state, said: said(text) })),
    promises: visit.promises.map((one) => ({ dueOn: one.dueOn, said: said(one.text), keeper: keeper !== visit.author && isOpen(one) ? (names.get(keeper) ?? {}) : null })),
    replies: (visit.replies ?? []).map(({ question, text }) => ({ question: questions(visit.round, question), said: said(text) })),
    note: said(visit.note),
    answer: visit.answer,
    contest: said(visit.contest),
  };
}

/** The paper that its author leaves in the shop. @throws a 404 Response for anybody else's visit, and where the shop has an account */
export async function getCarbon({ mall, actor }: Pick<Doing, 'mall' | 'actor'>, id: string): Promise<CarbonView & { code: string }> {
  const visit = await Visits.findOne({ mall: mall._id, _id: id, author: actor.account }).lean();
  if (!visit?.carbon) throw notFound();
  return { ...(await carbonView(mall._id, visit)), code: inFours(carbonCode(mall._id, id)) };
}

/** Whether a paper copy is to be left: after a visit to a shop without an account. */
export async function hasCarbon({ mall, actor }: Pick<Doing, 'mall' | 'actor'>, id: string): Promise<boolean> {
  return (await Visits.exists({ mall: mall._id, _id: id, author: actor.account, carbon: { $exists: true } })) !== null;
}
