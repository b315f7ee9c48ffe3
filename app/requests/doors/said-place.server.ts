import { type CodedPlace, findBooths } from '#app/mall/codes/places.server.ts';
import { readCode } from '#app/mall/codes/queries.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';

/** Longest number on a door, and longest code of a sign. */
const LONGEST = 200;

/** A place as another system says it: by the number on a booth's door, or by the code on its sign. Null: none of this mall's. */
export async function findSaidPlace(mall: KnownMall, said: string, now: Date): Promise<CodedPlace | null> {
  const word = said.trim();
  if (word.length > LONGEST) return null;
  const [booth] = await findBooths(mall._id, [...new Set([word.toUpperCase(), word])]);
  if (booth) return booth;
  const scanned = await readCode(word, now);
  return scanned.state === 'true' && scanned.mall._id === mall._id ? scanned.place : null;
}
