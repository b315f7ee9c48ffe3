import { ClosingTallies } from '#models/closing-tally.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { actOnRequest } from '../acting.server.ts';
import { getCase } from '../case.server.ts';
import type { Doing } from '../commands.server.ts';
import { addAnswer, type ClosingAnswers, isPublished, type Tally } from './answers.ts';

const NONE: Tally = { answers: 0, solved: 0, half: 0, treatedWell: 0 };
const part = ({ answers, solved, half, treatedWell }: Tally): Tally => ({ answers, solved, half, treatedWell });

/** Adds to the year's sum of a program: which request and whose it was stands nowhere beside it. */
async function count(tx: Tx, program: string, year: number, answers: ClosingAnswers): Promise<void> {
  const found = await ClosingTallies.findOne({ mall: tx.mall, program, year }, {}, { session: tx.session }).lean();
  const counted = addAnswer(found ? part(found.counted) : NONE, answers);
  const shown = isPublished(counted) ? { shown: counted } : {};
  if (found) await ClosingTallies.updateOne({ mall: tx.mall, _id: found._id }, { $set: { counted, ...shown } }, { session: tx.session });
  else await ClosingTallies.create([{ _id: newId(), mall: tx.mall, program, year, counted, ...shown }], { session: tx.session });
}

/**
 * Was it solved, was she treated well: by whoever asked, once, after it was closed. @throws a 404 Response for everybody else,
 * {@link Refusal}
 */
export async function answerClosing(doing: Doing, number: string, { solved, treated }: Partial<ClosingAnswers>): Promise<void> {
  const { mall, now } = doing;
  if (!solved) throw new Refusal('form.required', 'solved');
  if (!treated) throw new Refusal('form.required', 'treated');
  const { state } = await getCase(mall._id, number);
  const year = Number(dayIn(now, mall.zone).slice(0, 4));
  await actOnRequest(doing, number, { command: { type: 'answerClosing' }, also: (tx) => count(tx, state.program, year, { solved, treated }) });
}

/** What is published of a program: the newest year that has anything. */
export async function publishedAnswers(mall: string, program: string): Promise<(Tally & { year: number }) | null> {
  const rows = await ClosingTallies.find({ mall, program }, { year: 1, shown: 1 }).sort({ year: -1 }).limit(3).lean();
  const row = rows.find(({ shown }) => shown);
  return row?.shown ? { year: row.year, ...part(row.shown) } : null;
}
