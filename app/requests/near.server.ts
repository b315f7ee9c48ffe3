import { Requests, type RequestRow } from '#models/request.server.ts';
import { Secondings } from '#models/seconding.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { actOnRequest } from './acting.server.ts';
import { getCase } from './case.server.ts';
import type { Doing } from './commands.server.ts';
import { isForAll, subjectOf } from './policy.ts';
import { publishChange } from './telling.server.ts';

/** Days that an open one goes back and is still offered. */
const DAYS = 30;
const MOST = 3;

const SHOWN = { number: 1, kind: 1, about: 1, confidential: 1, ladder: 1, inside: 1, outcome: 1, stage: 1, openedAt: 1, closedAt: 1, unit: 1, grid: 1, requester: 1 } as const;
type Row = Pick<RequestRow, '_id' | keyof typeof SHOWN>;

/** One that may be the same: what everybody may know of it anyway, and how many said "me too". */
export interface Near {
  number: string;
  kind: string;
  stage: string;
  since: Date;
  count: number;
}

/** The same kind at the same place, both everybody's to know of, still open, and somebody else's. */
function isNear(own: Row, other: Row): boolean {
  const samePlace = own.unit ? own.unit === other.unit : !other.unit && own.grid === other.grid;
  return samePlace && own.kind === other.kind && !other.closedAt && isForAll(other) && other._id !== own._id && other.requester !== own.requester && other.openedAt <= own.openedAt;
}

/** Says "me too" of how many; never who. */
export const countSeconds = (mall: string, request: string): Promise<number> => Secondings.countDocuments({ mall, request });

async function nearOnes(mall: string, own: Row): Promise<Row[]> {
  if (!isForAll(own) || own.closedAt) return [];
  const since = new Date(own.openedAt.getTime() - DAYS * 86_400_000);
  const rows = await Requests.find({ mall, about: 'place', openedAt: { $gte: since, $lte: own.openedAt }, kind: own.kind }, SHOWN).sort({ openedAt: -1 }).lean();
  return rows.filter((row) => isNear(own, row)).slice(0, MOST);
}

/** What may be the same as this one that was just sent, newest first. */
export async function listNear(mall: string, number: string): Promise<Near[]> {
  const own = await Requests.findOne({ mall, number }, SHOWN).lean();
  const rows = own ? await nearOnes(mall, own) : [];
  return Promise.all(rows.map(async ({ _id, number: its, kind, stage, openedAt }) => ({ number: its, kind, stage, since: openedAt, count: await countSeconds(mall, _id) })));
}

/** Whoever looks at the one that stands for both sees the count move. */
async function publishSame(tx: Tx, number: string): Promise<void> {
  const { row, state } = await getCase(tx.mall, number, tx.session);
  publishChange(tx, row._id, state);
}

/**
 * "Me too": counts for the other one, and withdraws one's own in the same moment. It moves nothing there: neither clock nor order of any list asks for it.
 * @throws a 404 Response for whoever didn't send it, {@link Refusal} when the other one is no longer offered
 */
export async function secondInstead(doing: Doing, number: string, other: string): Promise<void> {
  const { mall, actor } = doing;
  const { row, state } = await getCase(mall._id, number);
  if (state.requester !== actor.account) throw notFound();
  const same = (await nearOnes(mall._id, row)).find((one) => one.number === other);
  if (!same) throw new Refusal('form.changed-meanwhile');
  await actOnRequest(doing, number, {
    command: { type: 'withdraw' },
    also: async (tx) => {
      await Secondings.create([{ _id: newId(), mall: mall._id, request: same._id, own: row._id }], { session: tx.session });
      tx.also({ name: 'request:second', subject: subjectOf(state), target: row._id, fields: ['seconded'] });
      await publishSame(tx, same.number);
    },
  });
}

/** Takes "me too" back, by whoever said it. @throws a 404 Response for everybody else */
export async function takeBackSecond({ mall, actor, now }: Doing, number: string): Promise<void> {
  const { row, state } = await getCase(mall._id, number);
  if (state.requester !== actor.account) throw notFound();
  await runCommand({ name: 'request:unsecond', mall: mall._id, actor, role: 'requester', subject: subjectOf(state), target: row._id, now }, async (tx) => {
    const said = await Secondings.findOneAndDelete({ mall: mall._id, own: row._id }, { session: tx.session }).lean();
    if (!said) throw new Refusal('form.changed-meanwhile');
    tx.changed('seconded');
    const same = await Requests.findOne({ mall: mall._id, _id: said.request }, { number: 1 }, { session: tx.session }).lean();
    if (same) await publishSame(tx, same.number);
  });
}

/** Which one stands for this one that was withdrawn, and how it stands; null where none does. */
export async function findSeconded(mall: string, own: string): Promise<Near | null> {
  const said = await Secondings.findOne({ mall, own }, { request: 1 }).lean();
  const row = said && (await Requests.findOne({ mall, _id: said.request }, SHOWN).lean());
  return row ? { number: row.number, kind: row.kind, stage: row.stage, since: row.openedAt, count: await countSeconds(mall, row._id) } : null;
}
