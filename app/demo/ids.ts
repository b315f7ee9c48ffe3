import { createHash } from 'node:crypto';

/** What has no moment of its own begins here. */
const BEGINNING = new Date('2024-01-01T00:00:00Z');

/** The same thing of a seed has the same id in every filling; version 7, so that ids sort by `at`. */
export function demoId(seed: number, kind: string, key: string | number, at: Date = BEGINNING): string {
  const hash = createHash('sha256').update(`${seed}:${kind}:${key}`).digest('hex');
  const time = at.getTime().toString(16).padStart(12, '0');
  const variant = '89ab'[Number.parseInt(hash.slice(3, 4), 16) % 4];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(8, 20)}`;
}
