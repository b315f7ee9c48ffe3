import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import yauzl from 'yauzl';

/** The whole archive can't be used; `message` says why in a sentence. */
export class ImdfError extends Error {}

/** Files of an IMDF archive by their name without folder. */
export type ArchiveFiles = Map<string, Buffer>;

const LIMITS = { files: 200, file: 150 * 1024 * 1024, all: 400 * 1024 * 1024 };
const isWanted = (name: string): boolean => /^[\w.-]+\.(geojson|json)$/.test(name);

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

class Budget {
  private total = 0;
  private count = 0;
  take(name: string, bytes: number): void {
    this.total += bytes;
    this.count += 1;
    if (this.count > LIMITS.files) throw new ImdfError(`The archive has more than ${LIMITS.files} files.`);
    if (bytes > LIMITS.file) throw new ImdfError(`${name} has ${megabytes(bytes)}; at most ${megabytes(LIMITS.file)} are read.`);
    if (this.total > LIMITS.all) throw new ImdfError(`The files have more than ${megabytes(LIMITS.all)} together.`);
  }
}

/**
 * Reads the GeoJSON files of a folder or a zip. Sizes are limited before anything is unpacked and while it is (a zip may lie about them);
 * folders inside a zip don't matter, only file names do.
 * @throws {ImdfError}
 */
export async function readArchive(path: string): Promise<ArchiveFiles> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new ImdfError(`There is nothing at ${path}.`);
  return found.isDirectory() ? readFolder(path) : readZip(path);
}

async function readFolder(path: string): Promise<ArchiveFiles> {
  const files: ArchiveFiles = new Map();
  const budget = new Budget();
  for (const name of (await readdir(path)).filter(isWanted)) {
    const file = join(path, name);
    budget.take(name, (await stat(file)).size);
    files.set(name, await readFile(file));
  }
  return files;
}

async function readZip(path: string): Promise<ArchiveFiles> {
  const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);
  const zip = await open(path, { lazyEntries: true, validateEntrySizes: true }).catch((error: Error) => {
    throw new ImdfError(`This is no zip that can be read: ${error.message}.`);
  });
  const files: ArchiveFiles = new Map();
  const budget = new Budget();
  try {
    await new Promise<void>((done, failed) => {
      zip.on('error', (error: Error) => failed(new ImdfError(`The zip is broken: ${error.message}.`)));
      zip.on('end', done);
      zip.on('entry', (entry: yauzl.Entry) => {
        const name = basename(entry.fileName);
        if (entry.fileName.endsWith('/') || !isWanted(name) || entry.fileName.includes('__MACOSX')) return zip.readEntry();
        readEntry(zip, entry, name, budget).then((bytes) => {
          files.set(name, bytes);
          zip.readEntry();
        }, failed);
      });
      zip.readEntry();
    });
  } finally {
    zip.close();
  }
  return files;
}

async function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, name: string, budget: Budget): Promise<Buffer> {
  budget.take(name, entry.uncompressedSize);
  const stream = await promisify<yauzl.Entry, import('node:stream').Readable>(zip.openReadStream.bind(zip))(entry).catch((error: Error) => {
    throw new ImdfError(`${name} can't be unpacked: ${error.message}.`);
  });
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > LIMITS.file) throw new ImdfError(`${name} unpacks to more than ${megabytes(LIMITS.file)}.`);
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof ImdfError ? error : new ImdfError(`${name} can't be unpacked: ${(error as Error).message}.`);
  }
  return Buffer.concat(parts);
}
