import { join } from 'node:path';
import { env } from '#app/platform/env.server.ts';
import { defineJob } from '#app/platform/jobs.server.ts';
import { appendErasures } from './erasure-register.server.ts';

/** Where the running portal keeps its own copy of the register of erasures. */
export const registerFile = (dataDir: string) => join(dataDir, 'erasures', 'register.jsonl');

/** The register of erasures is on the disk at most a minute after the database has it. */
export function registerOperationsJobs(): void {
  defineJob({
    name: 'erasures:apart',
    every: '1 minute',
    run: async () => void (await appendErasures(registerFile(env().DATA_DIR))),
  });
}
