import { unstable_parseMultipartFormData as parseMultipart } from '@remix-run/node';
import { formValues } from '#app/platform/form.server.ts';
import type { Reason } from '#app/platform/refusal.ts';
import { dropParts, storePiece } from './parts.server.ts';

const MB = 1024 * 1024;
/** Uploaded bytes of a set; what a zip unpacks to is limited apart. */
export const MOST_UPLOAD = 60 * MB;
const MOST_FILES = 40;
const PIECE = 512 * 1024;
/** All other fields together; what is more is thrown away. Bytes. */
const MOST_FIELDS = 8 * MB;
const TOO_BIG: Reason = { key: 'bringing:refused.too-big', params: { max: MOST_UPLOAD / MB } };

export interface Upload {
  values: Record<string, string>;
  /** Files that were stored. */
  files: number;
  refused: Reason | null;
}

/** A file's own name without folders and without what no name needs. */
export const nameOf = (name: string): string => (name.split(/[\\/]/).at(-1) ?? '').replace(/[^\p{L}\p{N} ._()-]/gu, '').slice(-80) || 'file';

/**
 * Reads a form with map files as it comes: each goes to the database in pieces, so that memory never holds more than one. What
 * is too much is read to its end and thrown away, so that the browser gets an answer in words instead of a cut line; where its
 * size says so beforehand, nothing of it is stored.
 */
export async function receiveFiles(request: Request, where: { mall: string; import: string }): Promise<Upload> {
  if (!request.headers.get('Content-Type')?.startsWith('multipart/form-data')) return { values: formValues(await request.formData()), files: 0, refused: null };
  if (Number(request.headers.get('Content-Length') ?? 0) > MOST_UPLOAD + MOST_FIELDS) {
    void throwAway(request);
    return { values: {}, files: 0, refused: TOO_BIG };
  }
  let [total, files, fields] = [0, 0, 0];
  let refused: Reason | null = null;
  const names = new Set<string>();
  const form = await parseMultipart(request, async ({ name, filename, data }) => {
    if (filename === undefined) {
      const value = await readField(data, MOST_FIELDS - fields);
      fields += value.length;
      return value;
    }
    if (name !== 'files' || filename === '') {
      for await (const _chunk of data) total += 0;
      return null;
    }
    let own = nameOf(filename);
    while (names.has(own)) own = `_${own}`;
    names.add(own);
    files += 1;
    if (files > MOST_FILES) refused ??= { key: 'bringing:trouble.too-many-files', params: { max: MOST_FILES } };
    let [waiting, size, seq] = [[] as Uint8Array[], 0, 0];
    const flush = async () => {
      if (size > 0 && !refused) await storePiece({ ...where, what: 'upload', name: own }, seq, Buffer.concat(waiting));
      [waiting, size, seq] = [[], 0, seq + 1];
    };
    for await (const chunk of data) {
      total += chunk.byteLength;
      if (total > MOST_UPLOAD) refused ??= TOO_BIG;
      if (refused) continue;
      waiting.push(chunk);
      size += chunk.byteLength;
      if (size >= PIECE) await flush();
    }
    await flush();
    return null;
  });
  if (!refused && total === 0) refused = { key: 'bringing:refused.no-file' };
  if (refused) await dropParts(where.mall, where.import);
  return { values: formValues(form), files, refused };
}

/** A browser reads an answer only when it has sent all: the rest is taken from the line and kept nowhere. */
async function throwAway({ body }: Request): Promise<void> {
  // Whoever leaves meanwhile isn't waiting for an answer.
  await body?.pipeTo(new WritableStream()).catch(() => undefined);
}

async function readField(data: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of data) {
    size += chunk.byteLength;
    if (size <= most) parts.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}
