import { defineJob } from '#app/platform/jobs.server.ts';
import { inEveryMall } from '#app/platform/malls.server.ts';
import { sendDue } from './send.server.ts';

export function registerOutgoingJobs(): void {
  defineJob({ name: 'requests:outgoing', every: '1 minute', run: (_, now) => inEveryMall(now, (mall) => sendDue(mall, now), 'what receivers are told could not be sent') });
}
