import type { CodedPlace } from '#app/mall/codes/places.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { ReadyFile } from './attachments.server.ts';
import { openAlone, type OpenedRequest } from './commands.server.ts';
import { newPasser } from './passer.ts';
import type { Reported } from './reported.ts';
import type { Words } from './words.server.ts';

/**
 * What somebody says about a place without an account. Only kinds about places are taken here (RIGHTS.md, "Speaking about
 * others"), and nothing is kept of who says it.
 * @throws {Refusal} where the mall offers no safety program
 */
export async function reportPlace({ mall, now }: { mall: KnownMall; now: Date }, place: CodedPlace, { what, words, files }: { what: Reported; words: Words; files?: ReadyFile[] }): Promise<OpenedRequest> {
  const account = newPasser();
  const head = { name: 'request:report', mall: mall._id, actor: { account }, role: 'passer', subject: 'none', now };
  const kind = what === 'danger' ? 'hazard' : 'defect';
  return openAlone(head, mall, { account, role: 'passer', program: 'safety', kind, words, files, channel: 'qr', unit: place.id, grid: place.grid ?? undefined });
}
