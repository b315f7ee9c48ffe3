import { openTenancies } from '#models/merchant.server.ts';
import type { CodedPlace } from '#app/mall/codes/places.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import type { ReadyFile } from './attachments.server.ts';
import { openAlone, type OpenedRequest } from './commands.server.ts';
import { newPasser } from './passer.ts';
import { isShopsFirst, type Reported } from './reported.ts';
import type { Words } from './words.server.ts';

interface Report {
  what: Reported;
  words: Words;
  files?: ReadyFile[];
  /** The shop of this booth inside of which it is; left out: it is outside. */
  inside?: string;
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
