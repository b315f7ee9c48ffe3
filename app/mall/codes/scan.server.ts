import { Refusal } from '#app/platform/refusal.ts';
import type { Actor } from '#app/platform/actor.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { unitsAtNumber } from '../map.server.ts';
import { findPlace } from './places.server.ts';
import { readCode, wayOf } from './queries.server.ts';
import { readCodePicture } from './read-picture.server.ts';
import type { ScanInput } from './schema.ts';
import { codeIn } from './signing.server.ts';

interface Scanning {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

/**
 * Where a scan inside the portal leads: what the camera read, a picture of a code, or the number on the sign, in that order.
 * @throws {Refusal} that says what to do instead
 */
export async function wayOfScan({ mall, actor, now }: Scanning, { code, number }: ScanInput, picture: Buffer | null): Promise<string> {
  if (code) return wayOfCode({ mall, actor, now }, code, 'code');
  if (picture) {
    const read = await readCodePicture(picture);
    if (!read) throw new Refusal('codes:scan.no-code', 'picture');
    return wayOfCode({ mall, actor, now }, read, 'picture');
  }
  if (!number) throw new Refusal('codes:scan.needed', 'number');
  const [unit, ...others] = await unitsAtNumber(mall._id, number);
  if (!unit || others.length > 0) throw new Refusal(unit ? 'codes:scan.several' : 'codes:scan.no-number', 'number');
  const place = await findPlace(mall._id, unit);
  return (place && (await wayOf(actor, mall, place))) ?? `/m/${mall.slug}/map?at=${unit}#plan`;
}

async function wayOfCode({ mall, actor, now }: Scanning, scanned: string, field: 'code' | 'picture'): Promise<string> {
  const code = codeIn(scanned);
  if (!code) throw new Refusal('codes:forged.title', field);
  const found = await readCode(code, now);
  if (found.state === 'forged') throw new Refusal('codes:forged.title', field);
  if (found.state === 'old' || found.mall._id !== mall._id) throw new Refusal('codes:scan.other-mall', field);
  return (await wayOf(actor, mall, found.place)) ?? `/c/${code}`;
}
