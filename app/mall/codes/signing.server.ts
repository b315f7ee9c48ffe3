import { createHmac, timingSafeEqual } from 'node:crypto';
import { hashingKey } from '#app/platform/keys.server.ts';

/** What a code says once its signature held. */
export interface SignedPlace {
  /** The mall's address. */
  slug: string;
  /** Id of a unit or amenity. */
  place: string;
  generation: number;
}

const ID = 16;
const HEAD = ID + 2;
/** 96 bits of HMAC-SHA-256: enough against guessing over a network, and the code stays small enough to be read from afar. */
const TAG = 12;
const FORM = /^([a-z0-9-]{1,64})\.([A-Za-z0-9_-]{40})$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function tagOf(slug: string, head: Buffer): Buffer {
  return createHmac('sha256', hashingKey(`booth-codes:${slug}`)).update(head).digest().subarray(0, TAG);
}

/**
 * The last part of `/c/<code>`: the mall's address, then id, generation and signature in base64url. Each mall has a key of
 * its own, so that a code of one says nothing in another. @throws when `place` is no UUID: ids of the house all are
 */
export function signPlace({ slug, place, generation }: SignedPlace): string {
  if (!UUID.test(place) || generation < 0 || generation > 0xffff) throw new Error('Only a UUID and a generation below 65,536 can be signed.');
  const head = Buffer.alloc(HEAD);
  Buffer.from(place.replaceAll('-', ''), 'hex').copy(head);
  head.writeUInt16BE(generation, ID);
  return `${slug}.${Buffer.concat([head, tagOf(slug, head)]).toString('base64url')}`;
}

/** What a code says, or null for one that this house didn't sign. Nothing is looked up, so nothing can be learned by trying. */
export function readSignedPlace(code: string): SignedPlace | null {
  const [, slug = '', body = ''] = FORM.exec(code) ?? [];
  const bytes = Buffer.from(body, 'base64url');
  const head = bytes.subarray(0, HEAD);
  const tag = bytes.subarray(HEAD);
  if (tag.length !== TAG || !timingSafeEqual(tag, tagOf(slug, head))) return null;
  const hex = head.subarray(0, ID).toString('hex');
  const place = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { slug, place, generation: head.readUInt16BE(ID) };
}

/** The code in what a camera read: our own address, with or without the name of the machine, or the code alone. */
export function codeIn(scanned: string): string | null {
  const found = /(?:^|\/c\/)([a-z0-9-]{1,64}\.[A-Za-z0-9_-]{40})(?=$|[/?#])/.exec(scanned.trim());
  return found?.[1] ?? null;
}
