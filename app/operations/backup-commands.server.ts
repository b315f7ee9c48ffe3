import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import mongoose, { type mongo } from 'mongoose';
import { reapplyErasures } from '#app/platform/erasure.server.ts';
import { type Env, env } from '#app/platform/env.server.ts';
import { openBackup, writeBackup } from './backup-file.server.ts';
import { readConsistently } from './backup.server.ts';
import { appendErasures, enterErasures } from './erasure-register.server.ts';
import { registerFile } from './jobs.server.ts';
import { readKeys, restoreKeys } from './keys-file.server.ts';
import { restoreBackup } from './restore.server.ts';
import { BackupError } from './sealed.ts';

type Say = (line: string) => void;

const master = ({ BACKUP_KEY, MASTER_KEY }: Env) => BACKUP_KEY ?? MASTER_KEY;

function database(): mongo.Db {
  const { db } = mongoose.connection;
  if (!db) throw new Error('The database has to be connected before.');
  return db;
}

/** Whole and readable lines for a terminal, at most one a collection and second. */
function progress(say: Say) {
  let last = '';
  let at = 0;
  return (collection: string, done: number, of: number) => {
    if (done < of && Date.now() - at < 1000) return;
    if (done < of || done > 0) {
      const line = `  ${collection}: ${done}${done < of ? ` of ${of}` : ''}`;
      if (line !== last) say(line);
      last = line;
    }
    at = Date.now();
  };
}

/** Says what went wrong in one sentence; our own mistakes go on. */
async function orRefusal(say: Say, work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    say(error.message);
    return 1;
  }
}

/** `npm run backup [-- <file>]`. @returns the exit code */
export async function backupCommand([target]: string[], say: Say): Promise<number> {
  const settings = env();
  const now = new Date();
  const name = `merchants-home-${now.toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}.backup`;
  const path = resolve(target ?? join(settings.DATA_DIR, 'backups', name));
  return orRefusal(say, async () => {
    if (existsSync(path)) throw new BackupError(`${path} is there already: choose another name.`);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const source = { client: mongoose.connection.getClient(), db: database(), version: process.env.npm_package_version ?? '', now };
    const summary = await writeBackup(path, master(settings), readConsistently({ ...source, onProgress: progress(say) }));
    await writeBackup(`${path}.keys`, master(settings), readKeys(database(), now));
    await appendErasures(registerFile(settings.DATA_DIR));
    if (existsSync(registerFile(settings.DATA_DIR))) await copyFile(registerFile(settings.DATA_DIR), `${path}.erasures`);
    const documents = summary.collections.reduce((sum, { count }) => sum + count, 0);
    say(`${documents} documents in ${summary.collections.length} collections, read back and whole: ${path}`);
    say(`The malls' keys are apart, in ${path}.keys: keep that file somewhere else. Without it nobody reads the texts.`);
  });
}

const OPTIONS = { keys: { type: 'string' }, erasures: { type: 'string', multiple: true } } as const;

/** `npm run restore -- <file> [--keys <file>] [--erasures <file>]`, or `--keys` alone afterwards. @returns the exit code */
export async function restoreCommand(words: string[], say: Say): Promise<number> {
  return orRefusal(say, async () => {
    const settings = env();
    const { values, positionals } = read(words);
    const [path] = positionals;
    if (!path && values.keys) return onlyKeys(values.keys, settings, say);
    if (!path) throw new BackupError('Which one? npm run restore -- <file.backup> [--keys <file.keys>] [--erasures <file.erasures>]');
    const keys = values.keys ?? `${path}.keys`;
    if (values.keys && !existsSync(values.keys)) throw new BackupError(`There is no readable file ${values.keys}.`);
    const backup = await openBackup(path, master(settings));
    try {
      const keyFile = existsSync(keys) ? await openBackup(keys, master(settings)) : null;
      await restoreBackup(backup, { db: database(), onProgress: progress(say) });
      say('Every collection has the hash that it had.');
      if (keyFile) say(`${await restoreKeys(keyFile, database())} keys of malls are back.`);
      else say('WITHOUT KEYS: no text can be read until their file is restored too: npm run restore -- --keys <file.keys>');
      await keyFile?.close();
    } finally {
      await backup.close();
    }
    for (const file of [registerFile(settings.DATA_DIR), `${path}.erasures`, ...(values.erasures ?? [])]) await enterErasures(file);
    say(`${await reapplyErasures()} documents that had been erased are erased again.`);
  });
}

async function onlyKeys(path: string, settings: Env, say: Say): Promise<void> {
  const keyFile = await openBackup(path, master(settings));
  say(`${await restoreKeys(keyFile, database())} keys of malls are back.`);
  await keyFile.close();
}

function read(words: string[]) {
  try {
    return parseArgs({ args: words, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new BackupError(error instanceof Error ? error.message : String(error));
  }
}
