import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';
import { toKazakhArabicDeep } from './kazakh-arabic.ts';

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Several Vites may run at once: a reader sees the old file or the new one, and nothing is touched that stays equal. */
function writeIfChanged(file: string, text: string): void {
  if (readIfThere(file) === text) return;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

/**
 * Writes `locales/kk-Arab/` from `locales/kk/` and removes what has no source any more.
 * A kk file that is being written right now and isn't JSON yet is passed over; its next change brings it.
 */
export function writeKazakhArabic(locales: string): void {
  const source = join(locales, 'kk');
  const target = join(locales, 'kk-Arab');
  mkdirSync(source, { recursive: true });
  mkdirSync(target, { recursive: true });
  const files = readdirSync(source).filter((file) => file.endsWith('.json'));
  for (const file of files) {
    try {
      const words: unknown = JSON.parse(readFileSync(join(source, file), 'utf8'));
      writeIfChanged(join(target, file), `${JSON.stringify(toKazakhArabicDeep(words), null, 2)}\n`);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  for (const file of readdirSync(target)) {
    if (file.endsWith('.json') && !files.includes(file)) rmSync(join(target, file), { force: true });
  }
}

/** Vite: Kazakh in Arabic script is there whenever a build, the development server or vitest starts, and follows every change of a kk file. */
export function kazakhArabic(): Plugin {
  let locales = 'locales';
  return {
    name: 'kazakh-arabic',
    config(config) {
      locales = join(config.root ?? process.cwd(), 'locales');
      writeKazakhArabic(locales);
    },
    configureServer(server) {
      server.watcher.on('all', (_event, file) => {
        if (basename(join(file, '..')) === 'kk' && file.endsWith('.json')) writeKazakhArabic(locales);
      });
    },
  };
}
