import { isRequester, isWorker } from '../policy.ts';
import { notHers } from './by-worker.ts';
import { allow, type Decider, refuse } from './verdict.ts';

/** By whoever asked, on her own phone; on the phone of whoever did it with the name of the one who received it. */
const sign: Decider<'sign'> = (found, { text, attachments = [] }) => {
  const { kind, state, context } = found;
  const own = isRequester(context.actor, state);
  if (kind.evidence !== 'signature') return refuse('not-now');
  if (!own && !isWorker(context.actor, state)) return notHers(found);
  return text || (own && attachments.length > 0) ? allow({ type: 'signed', facts: { text, attachments } }) : refuse('signature-name');
};

export const SIGNING_COMMANDS = { sign };
