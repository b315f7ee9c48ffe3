import { randomInt } from 'node:crypto';
import { RequestEvents, Requests } from '#models/request.server.ts';
import { getShop } from '#app/mall/queries.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { type CommandHead, isDuplicateKey, runCommand, type Tx } from '#app/platform/command.server.ts';
import { attachFiles, type ReadyFile } from '#app/platform/files.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { workingOf } from './case.server.ts';
import { hashCode } from './codes.server.ts';
import { ask } from './engine/decide.ts';
import { factsOf } from './fact-names.ts';
import { indexNew, indexRequest } from './finding.server.ts';
import { wordsOfFacts } from './known-facts.server.ts';
import type { Channel, RequestEvent } from './engine/events.ts';
import { inOrder, replay } from './engine/state.ts';
import type { Kind } from './engine/kind.ts';
import { chosenKind, kindIn } from './kinds.server.ts';
import { type Draw, drawCode, drawNumber } from './numbers.ts';
import { teamOf } from './people.server.ts';
import { rowOf } from './row.ts';
import { queueOutgoing } from './outgoing/queue.server.ts';
import { publishChange, tellOf } from './telling.server.ts';
import { adoptText, placeOf, writeWords, type Words } from './words.server.ts';

export interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

export interface OpenRequest {
  /** Whose request it is, and as what she asks: `merchant`, a grid role, `council`. */
  account: string;
  role: string;
  merchant?: string;
  program?: string;
  kind?: string;
  /** New words, or the id of a text that exists, e.g. a need written down at a visit. */
  words?: Words;
  textId?: string;
  channel: Channel;
  /** Where; the shop's own booth and grid when left out. */
  unit?: string;
  grid?: string;
  /** A shared place near the shop, not its booth. */
  shared?: boolean;
  /** It lies in the booth of `merchant`, whose request it isn't; `shopFirst`: that shop has it alone for a working day. */
  inside?: boolean;
  shopFirst?: boolean;
  files?: ReadyFile[];
  /** Only the program's own people. */
  confidential?: boolean;
  callBack?: boolean;
  /** A kind that nobody chooses from a list, and the people whom it is given to by name. */
  ofKind?: Kind;
  named?: string[];
  /** Done in the same transaction. */
  also?: (tx: Tx, request: string) => Promise<void>;
  /** Facts of the kind as they were typed, by field. */
  facts?: Record<string, string>;
}

export interface OpenedRequest {
  id: string;
  number: string;
  /** Follows the request without an account; shown once, stored as a keyed, salted hash. */
  code: string;
}

export const cryptoDraw: Draw = (below) => randomInt(below);

/** A number that is free now; the unique index has the last word. */
async function freeNumber(tx: Tx, mall: Pick<KnownMall, 'code' | 'zone'>, draw: Draw): Promise<string> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const number = drawNumber(mall.code, dayIn(tx.now, mall.zone).slice(0, 4), draw);
    if (!(await Requests.exists({ mall: tx.mall, number }).session(tx.session))) return number;
  }
  throw new Error('No free request number was found.');
}

/** Opens a request inside another command's transaction, e.g. when a shop turns a need into one. @throws {Refusal} */
export async function openRequestIn(tx: Tx, mall: KnownMall, input: OpenRequest, draw: Draw = cryptoDraw): Promise<OpenedRequest> {
  // A need written down while its program was still offered goes on; somebody sorts it.
  const kind = (input.ofKind && kindIn(mall, input.ofKind)) ?? chosenKind(mall, input.program, input.kind) ?? (input.textId ? chosenKind(mall, undefined, undefined) : null);
  if (!kind) throw new Refusal('form.not-a-choice', 'kind');
  const { account, merchant, words, channel, files = [] } = input;
  if (!words && !input.textId && files.length === 0 && !input.callBack) throw new Refusal('requests:refusal.words-needed', 'words');
  const facts = wordsOfFacts(factsOf(kind.facts, input.facts ?? {}));
  const shop = merchant ? await getShop(mall._id, merchant) : null;
  const byName = kind.ladder === 'named';
  const grid = byName ? undefined : (input.grid ?? shop?.grid?._id);
  const unit = input.shared || byName ? undefined : (input.unit ?? shop?.unit?.id);
  const id = newId();
  const confidential = kind.confidential || (input.confidential ?? false);
  const { inside, shopFirst } = input;
  const about = { requester: account, confidential, inside, merchant, sided: kind.sides === 'two' };
  const text = words ? await writeWords(tx, id, about, account, words, 'asker') : input.textId;
  if (!words && text) await adoptText(tx, id, text);
  const details = facts ? await writeWords(tx, id, about, account, facts, 'asker') : undefined;
  const attachments = await attachFiles(tx, account, placeOf(id, about, account, 'asker'), files);
  const team = await teamOf(mall._id, grid, { requester: account, merchant }, tx.now);

  const asked = ask({ kind, requester: account, merchant, confidential, channel, grid, unit, text, attachments, callBack: input.callBack ?? false, details, inside, shopFirst, named: input.named }, { team });
  const events = inOrder([asked], 0, { at: tx.now, actor: account, role: input.role });
  const state = replay(kind, events);
  const number = await freeNumber(tx, mall, draw);
  const code = drawCode(draw);
  const row = rowOf(kind, state, events, tx.now, workingOf(mall));
  await Requests.create([{ _id: id, mall: mall._id, number, codeHash: await hashCode(number, code), ...row }], { session: tx.session });
  await appendEvents(tx, id, events);
  await queueOutgoing(tx, mall.settings, number, state, events);
  await input.also?.(tx, id);
  if (words || !text) await indexNew(tx, id, kind, state, events, [...(words && text ? [{ id: text, words: [words.words] }] : []), ...(facts && details ? [{ id: details, words: [facts.words] }] : [])]);
  else await indexRequest(tx, id, kind, { next: state, events, added: events });
  await tellOf(tx, { slug: mall.slug, number, state, team, events });
  publishChange(tx, id, state);
  return { id, number, code };
}

export async function appendEvents(tx: Tx, request: string, events: readonly RequestEvent[]): Promise<void> {
  await RequestEvents.insertMany(events.map((event) => ({ _id: newId(), mall: tx.mall, request, ...event })), { session: tx.session });
}

/** Asks for something: one transaction, one number. @throws {Refusal} with the field that needs another look */
export async function openRequest({ mall, actor, now }: Doing, input: OpenRequest, draw: Draw = cryptoDraw): Promise<OpenedRequest> {
  if (actor.account !== input.account) throw notFound();
  return openAlone({ name: 'request:ask', mall: mall._id, actor, role: input.role, subject: `account:${input.account}`, now }, mall, input, draw);
}

/** Opens a request in a transaction of its own. */
export async function openAlone(head: CommandHead, mall: KnownMall, input: OpenRequest, draw: Draw = cryptoDraw): Promise<OpenedRequest> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await runCommand(head, async (tx) => {
        const opened = await openRequestIn(tx, mall, input, draw);
        tx.about(opened.id);
        return opened;
      });
    } catch (error) {
      // Two drew the same number in the same moment: the later one draws again.
      if (!isDuplicateKey(error) || attempt >= 5) throw error;
    }
  }
}
