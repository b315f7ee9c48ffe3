import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../scripts/bootstrap/database.mjs';
import { readEnvironment } from '../../scripts/bootstrap/paths.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The engine of this run. */
    mongodbUri: string;
    /** Keeps runs apart that share an engine through MONGODB_URI. */
    run: string;
  }
}

/** One engine for the whole run: the one MONGODB_URI names, or an embedded one in a folder that goes afterwards. */
export default async function startEngine(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'merchants-home-test-'));
  const database = await openDatabase({ env: readEnvironment(), dataDir, say: (line: string) => process.stdout.write(`${line}\n`) });
  const end = () => database.pid() && process.kill(database.pid() as number);
  process.once('exit', end);
  project.provide('mongodbUri', database.uri);
  project.provide('run', process.pid.toString(36));
  return async () => {
    process.off('exit', end);
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
