import { defineJob } from '#app/platform/jobs.server.ts';
import { settleRecoveries } from './commands.server.ts';

/** A recovery that nobody stopped takes effect within the minute; a sign-in of its person looks itself. */
export function registerRecoveryJobs(): void {
  defineJob({ name: 'recovery:settle', every: '1 minute', run: (_none, now) => settleRecoveries(now) });
}
