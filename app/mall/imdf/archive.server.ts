import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { SetTrouble } from '../bringing/remarks.ts';

/** Files of a set by their name without folder. */
export type ArchiveFiles = Map<string, Buffer>;

const MB = 1024 * 1024;
/** Bytes unpacked: of one file, and of all together. A process of 1 GB has to hold them beside everything else. */
const LIMITS = { files: 200, file: 100 * MB, all: 150 * MB };
const isWanted = (name: string): boolean => /^[^/\\]+\.(geojson|json)$/i.test(name) && !name.startsWith('.');

const megabytes = (bytes: number): number => Math.round(bytes / MB);

/** Counts what is unpacked, before and while it is: a zip may lie about its sizes. @throws {SetTrouble} */
export class Budget {
  private total = 0;
  private count = 0;
  take(file: string, bytes: number): void {
    this.count += 1;
    this.total += bytes;
    if (this.count > LIMITS.files) throw new SetTrouble('too-many-files', { max: LIMITS.files });
    this.check(file, bytes);
    if (this.total > LIMITS.all) throw new SetTrouble('all-too-big', { max: megabytes(LIMITS.all) });
  }
  check(file: string, bytes: number): void {
    if (bytes > LIMITS.file) throw new SetTrouble('file-too-big', { file, size: megabytes(bytes), max: megabytes(LIMITS.file) });
  }
}

/**
 * Reads the GeoJSON files of a folder, a zip or one such file. Sizes are limited before anything is unpacked and while it is;
 * folders inside a zip don't matter, only file names do.
 * @throws {SetTrouble}
 */
export async function readArchive(path: string): Promise<ArchiveFiles> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new SetTrouble('nothing-there', { file: path });
  if (found.isDirectory()) return readFolder(path);
  if (!isWanted(basename(path))) return readZip(await open(path, OPTIONS).catch(notZip), new Budget());
  new Budget().take(basename(path), found.size);
  return new Map([[basename(path), await readFile(path)]]);
}

/** The same of a zip in memory. @param budget of all files that are read together @throws {SetTrouble} */
export async function readZipBytes(bytes: Buffer, budget = new Budget()): Promise<ArchiveFiles> {
  return readZip(await fromBuffer(bytes, OPTIONS).catch(notZip), budget);
}

const OPTIONS: yauzl.Options = { lazyEntries: true, validateEntrySizes: true };
const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);
const fromBuffer = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer);
const notZip = (): never => {
  throw new SetTrouble('not-zip');
};

async function readFolder(path: string): Promise<ArchiveFiles> {
  const files: ArchiveFiles = new Map();
  const budget = new Budget();
  for (const name of (await readdir(path)).filter(isWanted).sort()) {
    const file = join(path, name);
    budget.take(name, (await stat(file)).size);
    files.set(name, await readFile(file));
  }
  return files;
}

async function readZip(zip: yauzl.ZipFile, budget: Budget): Promise<ArchiveFiles> {
  const files: ArchiveFiles = new Map();
  let nested: string | undefined;
  try {
    await new Promise<void>((done, failed) => {
      zip.on('error', () => failed(new SetTrouble('broken-zip')));
      zip.on('end', done);
      zip.on('entry', (entry: yauzl.Entry) => {
        const name = basename(entry.fileName);
        if (/\.zip$/i.test(name)) nested ??= name;
        if (entry.fileName.endsWith('/') || !isWanted(name) || entry.fileName.includes('__MACOSX')) return zip.readEntry();
        // Two plans in two folders: the second would silently take the place of the first.
        if (files.has(name)) return failed(new SetTrouble('file-twice', { file: name }));
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
  // Never unpacked twice over: a bomb of a few hundred bytes would fill the disk of a data center.
  if (files.size === 0 && nested) throw new SetTrouble('zip-in-zip', { file: nested });
  return files;
}

async function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, name: string, budget: Budget): Promise<Buffer> {
  budget.take(name, entry.uncompressedSize);
  const parts: Buffer[] = [];
  let size = 0;
  try {
    const stream = await promisify<yauzl.Entry, import('node:stream').Readable>(zip.openReadStream.bind(zip))(entry);
    for await (const part of stream as AsyncIterable<Buffer>) {
      size += part.length;
      budget.check(name, size);
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof SetTrouble ? error : new SetTrouble('broken-zip', { file: name });
  }
  return Buffer.concat(parts);
}
