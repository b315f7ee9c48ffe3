import { openTenancies } from '#models/merchant.server.ts';
import type { CodedPlace } from '#app/mall/codes/places.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { ReadyFile } from '#app/platform/files.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { CommandHead } from '#app/platform/command.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { getCase } from './case.server.ts';
import { openAlone, type OpenedRequest, type OpenRequest } from './commands.server.ts';
import type { Channel } from './engine/events.ts';
import type { Kind } from './engine/kind.ts';
import { namesHere } from './names-here.server.ts';
import { namesSomebody } from './names-somebody.ts';
import { isPasser, newPasser } from './passer.ts';
import { isShopsFirst, type Reported } from './reported.ts';
import type { Words } from './words.server.ts';

interface Report {
  what: Reported;
  words: Words;
  files?: ReadyFile[];
  /** The shop of this booth inside of which it is; left out: it is outside. */
  inside?: string;
}

/** Whoever sent a report without an account, as the engine knows her. @throws a 404 Response for what somebody with an account asked */
export async function passerOf(mall: string, number: string): Promise<Actor> {
  const { state } = await getCase(mall, number);
  if (!isPasser(state.requester)) throw notFound();
  return { account: state.requester, name: '', session: '', memberships: [] };
}

/** Shops in a booth now; none of what can't be let. */
export async function shopsInside(mall: string, place: Pick<CodedPlace, 'id' | 'lettable'>): Promise<string[]> {
  return place.lettable ? (await openTenancies({ mall, unit: place.id })).map(({ merchant }) => merchant) : [];
}

/**
 * What somebody says about a place without an account. Only kinds about places are taken here (RIGHTS.md, "Speaking about
 * others"), and nothing is kept of who says it.
 * @throws {Refusal} where the mall offers no safety program, or the named shop isn't in this booth
 */
export async function reportPlace({ mall, now }: { mall: KnownMall; now: Date }, place: CodedPlace, { what, words, files, inside }: Report): Promise<OpenedRequest> {
  const account = newPasser();
  if (inside && !(await shopsInside(mall._id, place)).includes(inside)) throw new Refusal('form.not-a-choice', 'inside');
  const head = { name: 'request:report', mall: mall._id, actor: { account }, role: 'passer', subject: inside ? `shop:${inside}` : 'none', now };
  const kind = what === 'danger' ? 'hazard' : 'defect';
  const within = inside ? { merchant: inside, inside: true, shopFirst: isShopsFirst(what) } : {};
  return openAlone(head, mall, { account, role: 'passer', program: 'safety', kind, words, files, channel: 'qr', unit: place.id, grid: place.grid ?? undefined, ...within });
}

/** What another system says of a place. */
export interface SentReport {
  /** One that is about places. */
  kind: Kind;
  words: Words;
  /** Null: somewhere in the mall; the program's people find out where. */
  place: CodedPlace | null;
  /** In the booth, not before it. */
  inside: boolean;
  facts: Record<string, string>;
  channel: Extract<Channel, 'open311' | 'hook'>;
}

/**
 * A report of another system as the engine takes it. Nothing is kept of who sent it there, and one that names a shop or a person goes
 * back unread (RIGHTS.md, "Speaking about others").
 * @throws {Refusal} for such a one, and for the inside of a booth that several shops share: nothing says whose it is
 */
export async function takeReport({ mall, now }: { mall: KnownMall; now: Date }, { kind, words, place, inside, facts, channel }: SentReport): Promise<{ head: CommandHead; input: OpenRequest }> {
  if (namesSomebody(words.words, { names: await namesHere(mall._id) })) throw new Refusal('doors:refused.names-somebody', 'words');
  const account = newPasser();
  const shops = inside && place ? await shopsInside(mall._id, place) : [];
  const [merchant] = shops;
  if (shops.length > 1) throw new Refusal('doors:refused.shared-booth', 'inside');
  const within = merchant ? { merchant, inside: true, shopFirst: !kind.callFirst } : {};
  return {
    head: { name: 'request:report', mall: mall._id, actor: { account }, role: 'passer', subject: merchant ? `shop:${merchant}` : 'none', now },
    input: { account, role: 'passer', program: kind.program, kind: kind.id, words, facts, channel, unit: place?.id, grid: place?.grid ?? undefined, ...within },
  };
}
