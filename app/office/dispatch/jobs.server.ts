import { defineJob } from '#app/platform/jobs.server.ts';
import { inEveryMall } from '#app/platform/malls.server.ts';
import { handOverIn } from './handing-over.server.ts';

export function registerDispatchJobs(): void {
  defineJob({ name: 'office:hand-over-offers', every: '1 minute', run: async (_data, now) => inEveryMall(now, (mall) => handOverIn(mall, now), 'offers of an incident wait for the next round') });
}
