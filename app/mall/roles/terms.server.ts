import type { ClientSession } from 'mongoose';
import { type LevelTerm, LevelTerms, type RoleTerm, RoleTerms, type Term } from '#models/account.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';

/** Who does something in which mall, at which moment. */
export interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

/** A term of either kind; `grid` and `role` tell one of the five, `level` a level head's. */
export type AnyTerm = Term & { _id: string; grid?: string; role: RoleTerm['role'] | 'level-head'; level?: string };

const headTerm = (term: LevelTerm): AnyTerm => ({ ...term, role: 'level-head' });

/** Terms of a mall that answer to a filter, the five's and the level heads'. */
export async function findTerms(mall: string, filter: Record<string, unknown>, session?: ClientSession): Promise<AnyTerm[]> {
  const terms = 'level' in filter ? [] : await RoleTerms.find({ mall, ...filter }, null, { session }).sort({ from: 1 }).limit(20_000).lean();
  const heads = 'grid' in filter ? [] : await LevelTerms.find({ mall, ...filter }, null, { session }).sort({ from: 1 }).limit(500).lean();
  return [...terms, ...heads.map(headTerm)];
}

/** @throws a 404 Response when this mall has no such term, or it is over */
export async function getRunningTerm(mall: string, id: string, now: Date, session?: ClientSession): Promise<AnyTerm> {
  const [term] = await findTerms(mall, { _id: id, to: { $gt: now } }, session);
  if (!term) throw notFound();
  return term;
}

/** Changes a term that still runs. @returns whether it did */
export async function changeTerm(term: Pick<AnyTerm, '_id' | 'mall' | 'level'>, filter: object, update: object, session: ClientSession): Promise<boolean> {
  const where = { mall: term.mall, _id: term._id, ...filter };
  const { matchedCount } = term.level ? await LevelTerms.updateOne(where, update, { session }) : await RoleTerms.updateOne(where, update, { session });
  return matchedCount === 1;
}

/** `$gt` of the moment: what holds now or will. */
export const lasting = (now: Date) => ({ to: { $gt: now } });
export const holding = (now: Date) => ({ from: { $lte: now }, to: { $gt: now } });
