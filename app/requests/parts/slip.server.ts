import { RequestParts } from '#models/request-part.server.ts';
import { drawQr } from '#app/mall/codes/qr.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { env } from '#app/platform/env.server.ts';
import { getCase } from '../case.server.ts';
import { hashCode } from '../codes.server.ts';
import { cryptoDraw, type Doing } from '../commands.server.ts';
import { type Draw, drawCode, spokenCode } from '../numbers.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { isOpenPart } from '../engine/parts.ts';
import { factsFor, roleOf } from '../people.server.ts';
import { canMove, holdsPart, sightOf, subjectOf } from '../policy.ts';
import { holderOfSlip } from '../passer.ts';
import { taskView, type TaskView } from './queries.server.ts';

const DAY = 24 * 3600_000;
/** A slip opens its part until so long after the day it was made; another one is a tap away. */
export const SLIP_DAYS = 14;

export interface PartSlip {
  task: TaskView;
  /** `ZL-2026-0482173/2`: with the code, what lets its bearer in. */
  number: string;
  code: string;
  until: Date;
  address: string;
  qr: { size: number; d: string };
}

/** Number of a part on paper: its request's, and which of its parts. */
export const slipNumber = (number: string, n: number): string => `${number}/${n}`;

/**
 * A slip for a partner without an account, by whoever has the request. The code is shown once and stored as a hash; one made
 * before opens nothing any more. @throws a 404 Response, {@link Refusal}
 */
export async function makeSlip({ mall, actor, now }: Doing, number: string, id: string, draw: Draw = cryptoDraw): Promise<PartSlip> {
  const found = await getCase(mall._id, number);
  const facts = await factsFor(actor, mall._id, found.state, now);
  if (sightOf(facts, found.state) === 'none') throw notFound();
  const part = found.state.parts.find((one) => one.id === id);
  if (!part || !canMove(facts, found.state)) throw new Refusal('requests:refusal.not-yours');
  if (!isOpenPart(part) || part.holder.kind !== 'partner') throw new Refusal('requests:refusal.not-now');
  const code = drawCode(draw);
  const codeHash = await hashCode(slipNumber(number, part.n), code);
  const codeUntil = new Date(now.getTime() + SLIP_DAYS * DAY);
  await runCommand({ name: 'request:partSlip', mall: mall._id, actor, role: roleOf(facts, found.state, 'partSlip'), subject: subjectOf(found.state), target: found.row._id, now }, async (tx) => {
    const { matchedCount } = await RequestParts.updateOne({ mall: tx.mall, _id: id, open: true }, { $set: { codeHash, codeUntil } }, { session: tx.session });
    if (matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
    tx.changed('codeHash');
  });
  const address = `${env().PUBLIC_URL.replace(/\/$/, '')}/task`;
  const asBearer = { account: holderOfSlip(id), roles: [], posts: [], offices: [], shops: [], byPart: id };
  if (!holdsPart(asBearer, found.state, part)) throw new Refusal('requests:refusal.not-now');
  return { task: await taskView(mall, found, part, asBearer, now), number: slipNumber(number, part.n), code: spokenCode(code), until: codeUntil, address: address.replace(/^https?:\/\//, ''), qr: drawQr(`${address}#${slipNumber(number, part.n)}.${code}`) };
}
