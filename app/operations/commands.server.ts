import { exportMapCommand, importMapCommand } from '#app/mall/imdf/commands.server.ts';
import { closeDatabase, connectDatabase } from '#app/platform/database.server.ts';
import { env } from '#app/platform/env.server.ts';
import { loadHashingRoot } from '#app/platform/keys.server.ts';
import { ensureIndexes } from '#models/define-model.server.ts';
import { changeKeyCommand } from './change-key.server.ts';
import { sealAnewCommand } from './seal-anew.server.ts';
import { backupCommand, restoreCommand } from './backup-commands.server.ts';

type Say = (line: string) => void;

/** With the database connected and its indexes in place, whether the portal runs beside it or not. */
function onDatabase(command: (words: string[], say: Say) => Promise<number>, { indexes = true } = {}) {
  return async (words: string[]): Promise<number> => {
    const { MONGODB_URI, DATABASE_NAME } = env();
    await connectDatabase(MONGODB_URI, { dbName: DATABASE_NAME });
    try {
      if (indexes) {
        await loadHashingRoot();
        await ensureIndexes();
      }
      return await command(words, (line) => process.stdout.write(`${line}\n`));
    } finally {
      await closeDatabase();
    }
  };
}

/** `npm run <name> -- <words>`: each answers with its exit code. */
export const commands: Record<string, (words: string[]) => Promise<number>> = {
  backup: onDatabase(backupCommand, { indexes: false }),
  // Into an empty database: what is restored brings its own indexes.
  restore: onDatabase(restoreCommand, { indexes: false }),
  'change-key': onDatabase(changeKeyCommand),
  'seal-anew': onDatabase(sealAnewCommand),
  'import-map': onDatabase(importMapCommand),
  'export-map': onDatabase(exportMapCommand),
};
