import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

/** Rows of a list that are made text at once, so that no turn takes long. */
const ROWS = 200;

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];
const breathe = () => new Promise((next) => setImmediate(next));

export type Lists = Record<string, readonly unknown[]>;

/** Lists of any length: one row a line, packed. The loop is never held for longer than some hundred rows take. */
export async function packLists(lists: Lists): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (const [name, rows] of Object.entries(lists)) {
    for (let at = 0; at < rows.length; at += ROWS) {
      pieces.push(Buffer.from(rows.slice(at, at + ROWS).map((row) => `${name}\t${JSON.stringify(row)}\n`).join('')));
      await breathe();
    }
  }
  return pack(Buffer.concat(pieces));
}

export async function unpackLists(packed: Uint8Array): Promise<Record<string, unknown[]>> {
  const bytes = await unpack(packed);
  const lists: Record<string, unknown[]> = {};
  let count = 0;
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(0x0a, from);
    const tab = bytes.indexOf(0x09, from);
    (lists[bytes.toString('utf8', from, tab)] ??= []).push(JSON.parse(bytes.toString('utf8', tab + 1, end)));
    from = end + 1;
    if ((count += 1) % ROWS === 0) await breathe();
  }
  return lists;
}
