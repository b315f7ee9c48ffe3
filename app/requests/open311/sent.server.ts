import { isContentLanguage } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import { findBooths, type CodedPlace } from '#app/mall/codes/places.server.ts';
import type { Value } from '#app/platform/door-answers.ts';
import { env } from '#app/platform/env.server.ts';
import { findHidden } from '#app/platform/form.server.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { openAlone } from '../commands.server.ts';
import { countTaken, findKey } from '../doors/keys.server.ts';
import { findSaidPlace } from '../doors/said-place.server.ts';
import type { Kind } from '../engine/kind.ts';
import { MOST_TITLE } from '../limits.ts';
import { spokenCode } from '../numbers.ts';
import { wordsOf } from '../reading.server.ts';
import { takeReport } from '../report.server.ts';
import type { Words } from '../words.server.ts';
import { isYes } from './asked.ts';
import { DoorError } from './door-error.ts';
import type { MallQuestion } from './door.server.ts';
import { placeKind, wordsOfChoice } from './kinds.server.ts';

/** The key that may send to this mall. @throws {DoorError} 403, and 429 for whoever tries many or sends too fast */
async function keyOf({ mall, fields, ip, now }: MallQuestion): Promise<string> {
  const key = fields.api_key ? await findKey(mall._id, fields.api_key) : null;
  if (!key) {
    const wait = await takePoint('door-wrong', ip, now);
    if (wait > 0) throw new DoorError(429, 'Too many wrong keys. Please wait.', wait);
    throw new DoorError(403, fields.api_key ? 'This api_key isn’t valid.' : 'api_key was not provided.');
  }
  const seconds = await takePoint('door-send', key, now);
  if (seconds > 0) throw new DoorError(429, 'Too many requests with this api_key. Please wait.', seconds);
  return key;
}

const isBetween = (value: string | undefined, most: number): boolean => /^[+-]?\d{1,3}(\.\d{1,20})?$/.test(value ?? '') && Math.abs(Number(value)) <= most;

/**
 * Where it is: a number on a door or the code of a sign as `address_id`, or a number that stands in `address_string`. A position by
 * satellites knows no floors: it is enough to be taken, but nothing is looked up by it and it isn't kept.
 */
async function placeOf({ mall, fields, now }: MallQuestion): Promise<CodedPlace | null> {
  const { address_id: id, address_string: address, lat, long } = fields;
  if (id) {
    const place = await findSaidPlace(mall, id, now);
    if (!place) throw new DoorError(400, 'No place here has this address_id.');
    return place;
  }
  const [found, another] = await findBooths(mall._id, (address ?? '').split(/[\s,;，、]+/).slice(0, 20).map((word) => word.toUpperCase()));
  if (found && !another) return found;
  if (address?.trim()) return null;
  if (lat || long) {
    if (!isBetween(lat, 90) || !isBetween(long, 180)) throw new DoorError(400, 'lat and long have to be degrees in WGS84.');
    return null;
  }
  throw new DoorError(400, 'A location was not provided: address_id, address_string, or lat and long.');
}

/** What was written, with the address where that is all that says where; without any, what was chosen. */
function saidOf({ fields, attributes, language }: MallQuestion, kind: Kind, place: CodedPlace | null): Words {
  const address = place ? '' : (fields.address_string ?? '').trim();
  const written = [(fields.description ?? '').trim(), address].filter(Boolean).join('\n');
  if (written.length > MOST_TITLE) throw new DoorError(400, `description has more than ${MOST_TITLE} characters.`);
  if (!written) return wordsOfChoice(kind, attributes, language);
  const said = fields.language;
  return isContentLanguage(said) ? { words: written, language: said } : wordsOf(written, language)!;
}

/**
 * Takes in what another system sends: a place, a kind that is about places, words. Names, telephones, addresses, devices and pictures'
 * addresses that a client may send too are never read. @returns the number, or a token where that was asked for
 */
export async function takeSent(question: MallQuestion): Promise<Value> {
  const { mall, fields, attributes, language, now } = question;
  const key = await keyOf(question);
  if (!fields.service_code) throw new DoorError(400, 'service_code was not provided.');
  const kind = placeKind(mall, fields.service_code);
  const hidden = findHidden({ description: fields.description ?? '', address_string: fields.address_string ?? '' });
  if (hidden) throw new DoorError(400, `${hidden} has characters that nobody sees.`);
  const place = await placeOf(question);
  const words = saidOf(question, kind, place);
  const { head, input } = await takeReport({ mall, now }, { kind, words, place, inside: isYes(fields.inside), facts: attributes, channel: 'open311' });
  const { id, number, code } = await openAlone(head, mall, input);
  await countTaken(mall, key, now);
  const follow = `${env().PUBLIC_URL.replace(/\/$/, '')}/follow`;
  const notice = getT(language, 'doors')('sent.notice', { address: follow, code: spokenCode(code) });
  return fields.response === 'token' ? { token: id, service_notice: notice, account_id: null } : { service_request_id: number, service_notice: notice, account_id: null };
}
