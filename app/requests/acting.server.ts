import { Requests } from '#models/request.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { isDuplicateKey, runCommand, type Tx } from '#app/platform/command.server.ts';
import { attachFiles, type ReadyFile } from '#app/platform/files.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { refuseRecoveredLately } from '#app/platform/recovered.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { noteSending } from '#app/platform/sendings.server.ts';
import { type OpenCase, findCase, getCase, workingOf } from './case.server.ts';
import { keepApart } from './apart.server.ts';
import { appendEvents, type Doing } from './commands.server.ts';
import type { CommandType, RequestCommand } from './engine/commands.ts';
import { decide } from './engine/decide.ts';
import { listWhose } from './closing/whose.server.ts';
import { changedFacts, wordsOfFacts } from './known-facts.server.ts';
import { holderKeys } from './parts/holders.server.ts';
import { storeMeeting } from './meetings/rooms.server.ts';
import { retimeParts, storeParts } from './parts/rows.server.ts';
import { tellHolders } from './parts/telling.server.ts';
import { officesAbove } from '#app/mall/offices.server.ts';
import { type ActorFacts, HOUSE } from './engine/ladder.ts';
import { openParts } from './engine/parts.ts';
import { roomOf } from './engine/rooms.ts';
import { inOrder, replay, type RequestState } from './engine/state.ts';
import { openKind } from './kinds.server.ts';
import { queueOutgoing } from './outgoing/queue.server.ts';
import { indexRequest } from './finding.server.ts';
import { factsFor, roleOf, teamOf } from './people.server.ts';
import { isOfOffice, readersOf, sightOf, subjectOf } from './policy.ts';
import { rowOf, type RowState } from './row.ts';
import { publishChange, tellOf } from './telling.server.ts';
import { dateWords, eraseSaid, placeOf, readByAll, readByOffice, talkWithOffice, type Words, writeWords } from './words.server.ts';

/** A command as it comes from a page: its words and files aren't stored yet. */
export interface Act {
  command: RequestCommand;
  words?: Words;
  files?: ReadyFile[];
  /** Done in the same transaction, once the state is stored. */
  also?: (tx: Tx, request: string) => Promise<void>;
  /** With `setFacts`: what was typed, by field. */
  facts?: Record<string, string>;
  /** The newest turn that the actor had on her screen. Whoever comes second is told; absent: she adds and overwrites nothing. */
  turn?: number;
}

/** What adds to a request and takes nobody's turn. */
const ADDING = new Set<CommandType>(['say', 'share', 'attempt', 'demandAnswer', 'sort', 'takeBack', 'showToAll', 'givePart', 'sayOnPart', 'takeBackPart', 'note', 'addStep', 'tickStep', 'answerClosing', 'openReview', 'dropReview', 'takeReview', 'closeReview', 'proposeMeeting', 'agreeMeeting', 'declineMeeting', 'callOffMeeting', 'sign']);

/** Where the words are the reason that the audit row points to. */
const REASONED = new Set<CommandType>(['handUp', 'handBack', 'sendBack', 'markDone', 'officeHandsBack', 'openReview', 'dropReview', 'closeReview', 'reviewAgain']);

/**
 * One act on a request: policy and decision, words, events, read model, notices and audit row in one transaction.
 * Used by the association's people, the requester, and officials for what was passed to them.
 * @throws a 404 Response for whoever may not see it, {@link Refusal} with a translated reason otherwise
 */
export async function actOnRequest({ mall, actor, now }: Doing, number: string, act: Act): Promise<{ version: number }> {
  if (act.command.type === 'passOn') refuseRecoveredLately(actor, now);
  const found = await getCase(mall._id, number);
  if (found.state.confidential) refuseRecoveredLately(actor, now);
  const facts = await factsFor(actor, mall._id, found.state);
  if (sightOf(facts, found.state) === 'none' && !isOfOffice(facts, found.state)) throw notFound();
  return actAs(facts, mall, found, act, now);
}

/** Time passing, for the job. Does nothing, and leaves no trace, where nothing is due. @returns whether anything was done */
export async function tickRequest(mall: KnownMall, number: string, now: Date): Promise<boolean> {
  const found = await findCase(mall._id, number);
  if (!found) return false;
  const context = await contextOf(HOUSE, mall, found, now);
  const verdict = decide(found.kind, found.state, { type: 'tick' }, { ...context, events: found.events });
  if (verdict.ok && verdict.events.length > 0) {
    await actAs(HOUSE, mall, found, { command: { type: 'tick' } }, now);
    return true;
  }
  // The same log may mean other moments now: calendar and limits can have changed since it was written.
  const { nextCheckAt, dueAt, reviewDueAt } = rowOf(found.kind, found.state, found.events, now, workingOf(mall));
  const times = Object.entries({ nextCheckAt, dueAt, reviewDueAt });
  const $set = Object.fromEntries(times.filter(([, at]) => at));
  const $unset = Object.fromEntries(times.filter(([, at]) => !at).map(([field]) => [field, 1]));
  await retimeParts(mall._id, found.state, workingOf(mall));
  await Requests.updateOne({ mall: mall._id, _id: found.row._id, version: found.state.seq }, { $set, $unset });
  return false;
}

/** Work in somebody's hands passes to her successor, or back to the rung: by the house, since her role may be over. */
export async function handOverRequest(mall: KnownMall, number: string, { from, to, now }: { from: string; to?: string; now: Date }): Promise<void> {
  const found = await findCase(mall._id, number);
  if (found?.state.worker === from) await actAs(HOUSE, mall, found, { command: { type: 'handOver', from, to } }, now);
}

async function contextOf(actor: ActorFacts, mall: KnownMall, { state }: OpenCase, now: Date, command: CommandType = 'tick') {
  const [team, above, holders] = await Promise.all([teamOf(mall._id, state.grid, state, now), officesAbove(mall.office), command === 'givePart' || (command === 'tick' && openParts(state.parts).length > 0) ? holderKeys(mall) : undefined]);
  const offices = above.map((office) => office._id);
  const whose = command === 'markDone' ? (await listWhose(mall)).map(({ key }) => key) : undefined;
  return { actor, now, working: workingOf(mall), team, offices, holders, whose, findKind: (id: string) => openKind(mall, id) };
}

/** The same by somebody whose right to it was looked at: a part’s holder, who sees nothing else of the request, says as what in `role`. */
export async function actAs(actor: ActorFacts, mall: KnownMall, { row, state: seen }: OpenCase, act: Act, now: Date, role = roleOf(actor, seen, act.command.type)): Promise<{ version: number }> {
  const { command } = act;
  const head = { name: `request:${command.type}`, mall: mall._id, actor, role, subject: recordsOf(seen, command, actor.account)[0] ?? 'none', target: row._id, now };
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await runCommand(head, (tx) => once(tx, actor, role, mall, row.number, act));
    } catch (error) {
      // Two wrote the same next event in the same moment: the later one looks again.
      if (!isDuplicateKey(error) || attempt >= 5) throw error;
    }
  }
}

async function once(tx: Tx, actor: ActorFacts, role: string, mall: KnownMall, number: string, { command, words: said, files = [], facts = {}, turn, also }: Act): Promise<{ version: number }> {
  const found = await getCase(mall._id, number, tx.session);
  const { row, kind, events, state } = found;
  const newest = command.type === 'setFacts' ? state.factsAt : state.turn;
  if (turn !== undefined && turn < newest && !ADDING.has(command.type)) throw new Refusal('form.changed-meanwhile');
  const changed = command.type === 'setFacts' ? await changedFacts({ mall: mall._id, readers: readersOf(row._id, actor, state), details: state.details, session: tx.session }, kind, facts) : null;
  const words = changed ? (wordsOfFacts(changed) ?? undefined) : said;
  const room = state.sided ? roomOf(command, state) : undefined;
  const aboutIt = command.type === 'inviteOther' ? { ...state, other: command.other } : state;
  const part = 'part' in command ? command.part : undefined;
  const text = words && (await writeWords(tx, row._id, aboutIt, actor.account, words, room, part));
  const attachments = await attachFiles(tx, actor.account, placeOf(row._id, state, actor.account, room, part), files);
  const context = await contextOf(actor, mall, found, tx.now, command.type);
  const verdict = decide(kind, state, withWords(command, text, attachments), { ...context, events });
  if (!verdict.ok) throw new Refusal(`requests:refusal.${verdict.reason}`, (text && verdict.reason !== 'photo-needed' && verdict.reason !== 'meeting-time') || command.type === 'tick' ? 'form' : fieldOf(verdict.reason));
  if (command.type === 'setFacts' && !changed) return { version: state.seq };
  const added = inOrder(verdict.events, state.seq, { at: tx.now, actor: actor.account, role });
  if (added.length === 0) return { version: state.seq };

  const all = [...events, ...added];
  const next = replay(kind, all);
  const grown = (next.kind !== kind.id && openKind(mall, next.kind)) || kind;
  await storeState(tx, row._id, state.seq, rowOf(grown, next, all, tx.now, context.working));
  await appendEvents(tx, row._id, added);
  await storeParts(tx, row._id, number, state, next, context.working);
  await storeMeeting(tx, state, next);
  await also?.(tx, row._id);
  await queueOutgoing(tx, mall.settings, number, next, added);
  if (next.ladder === 'named') await keepApart(tx, row._id, next.closedAt === undefined);
  await indexRequest(tx, row._id, grown, { before: state, next, events: all, added });
  await readByOffice(tx, state, next, all);
  await readByAll(tx, state, next);
  for (const event of added) if (event.type === 'passed-on') await noteSending(tx, { receiver: `office:${event.facts.office}`, what: 'passed-on', count: 1 });
  if (text && command.type !== 'note' && command.type !== 'addStep') await talkWithOffice(tx, state, actor.account, text);
  if (text && REASONED.has(command.type)) tx.because(text);
  await dateWords(tx, state, next, all);
  if (next.outcome === 'set-aside') await eraseSaid(tx, all);
  await tellOf(tx, { slug: mall.slug, number, state: next, team: context.team, events: added });
  await tellHolders(tx, { slug: mall.slug, number, state: next, events: added });
  tx.changed(...added.map((event) => event.type));
  for (const subject of recordsOf(next, command, actor.account).slice(1)) tx.also({ name: `request:${command.type}`, subject, target: row._id, fields: added.map((event) => event.type) });
  publishChange(tx, row._id, next, added);
  return { version: next.seq };
}

/** On whose record an act shows: the asker's, and once there is another side on hers too, unless it was said to one of them alone. The one who acts comes first. */
function recordsOf(state: RequestState, command: RequestCommand, account: string): string[] {
  const [asker, other] = [subjectOf(state), state.other && `account:${state.other}`];
  if (!state.sided || !other) return [asker];
  const room = command.type === 'say' || command.type === 'setFacts' ? roomOf(command, state) : 'joint';
  if (room !== 'joint') return [room === 'other' ? other : asker];
  return account === state.other ? [other, asker] : [asker, other];
}

const FIELDS: Partial<Record<string, string>> = { 'meeting-time': 'from', 'meeting-place': 'words', 'signature-name': 'words', 'words-needed': 'words', 'reason-needed': 'words', 'photo-needed': 'pictures' };
const fieldOf = (reason: string): string => FIELDS[reason] ?? 'form';

/** Commands that carry words get the ids of what was just stored; the others stay as they are. */
function withWords(command: RequestCommand, text: string | undefined, attachments: string[]): RequestCommand {
  return { ...command, ...(text ? { text } : {}), ...(attachments.length > 0 ? { attachments } : {}) } as RequestCommand;
}

/** Writes the read model only over the version it was made from; fields that ended are taken away. */
export async function storeState(tx: Tx, id: string, version: number, row: RowState): Promise<void> {
  const ended = ['outcome', 'worker', 'closedAt', 'dueAt', 'nextCheckAt', 'passedTo', 'other', 'named', 'merchant', 'grid', 'unit', 'inside', 'title', 'shown', 'meeting', 'reviewRung', 'reviewDueAt', 'reviewer'].filter((field) => !(field in row));
  const $unset = Object.fromEntries(ended.map((field) => [field, 1]));
  const { matchedCount } = await Requests.updateOne({ mall: tx.mall, _id: id, version }, { $set: row, $unset }, { session: tx.session });
  if (matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
}
