import { errorsOf, findHidden } from '#app/platform/form.server.ts';
import type { Reason } from '#app/platform/refusal.ts';
import { visitingGridsIn } from '../policy.ts';
import { type Held, holdVisits } from '../held/holding.server.ts';
import { proveArrived } from '../counter/commands.server.ts';
import { codeOf, digestOf } from '../counter/statement.ts';
import { recordVisits } from '../recording.server.ts';
import type { ComingVisit, Recorded } from '../recording-rules.ts';
import { VisitSchema } from '../schema.ts';
import type { Doing } from '../visitable.server.ts';
import type { BatchAnswer, SentAnswer } from './answers.ts';
import { type Batch, FORM_OF_ROUND, FORM_VERSIONS, type SentVisit, SentVisitSchema } from './schema.ts';
import { isStamped } from './stamp.server.ts';
import { timeOfVisit } from './time.ts';

type Errors = Record<string, Reason>;
interface Readable {
  clientId: string;
  coming: ComingVisit;
}

/**
 * Takes what a phone wrote without a network, at most a hundred visits: what is wrong with one is answered for that one, the
 * others are stored in one transaction. What she wrote at shops that were hers until her role ended waits for an officer. Repeatable as a whole and in parts.
 */
export async function takeBatch(doing: Doing, batch: Batch): Promise<BatchAnswer> {
  const stamped = stampsOf(doing);
  const read = await Promise.all(batch.visits.map((visit) => readVisit(doing, visit, { sentAt: batch.sentAt, stamped })));
  const readable = read.flatMap((one) => ('coming' in one ? [one] : []));
  const done = await recordVisits(doing, readable.map(({ coming }) => coming));
  const became = new Map<unknown, Recorded | Held | undefined>(readable.map((one, at) => [one, done[at]]));
  const notHers = readable.filter((one) => became.get(one)?.state === 'unknown');
  const held = await holdVisits(doing, notHers.map(({ coming }) => coming));
  notHers.forEach((one, at) => became.set(one, held[at]));
  const arrived = readable.flatMap((one) => (one.coming.digest && ['stored', 'there'].includes(became.get(one)?.state ?? '') ? [codeOf(one.coming.digest)] : []));
  await proveArrived(doing.mall, arrived, doing.now);
  const answers = read.map((one): SentAnswer => ('coming' in one ? answerOf(one.clientId, became.get(one)) : { clientId: one.clientId, state: 'refused', errors: one.errors }));
  return { answers, ended: visitingGridsIn(doing.actor, doing.mall._id).length === 0 };
}

function answerOf(clientId: string, became: Recorded | Held | undefined): SentAnswer {
  if (!became || became.state === 'unknown') return { clientId, state: 'refused', errors: { form: { key: 'visits:refused.not-yours' } } };
  if (became.state === 'refused') return { clientId, state: 'refused', errors: { [became.field]: became.reason } };
  if (became.state === 'conflict') return { clientId, state: 'conflict', errors: { form: { key: 'visits:refused.sent-otherwise' } } };
  return { clientId, state: became.state };
}

type Taken = SentVisit['taken'];
/** Whether the house said when the day was taken along: the visits of one day carry one stamp, which is proved once. */
function stampsOf({ mall, actor, now }: Doing): (taken: Taken) => boolean {
  const proved = new Map<string, boolean>();
  return ({ server, stamp }) => {
    const key = `${server} ${stamp}`;
    const right = proved.get(key) ?? (server <= now.getTime() && isStamped({ account: actor.account, mall: mall._id, server }, stamp));
    proved.set(key, right);
    return right;
  };
}

/** As the online form is read: the same schema, the same reasons. */
async function readVisit({ now }: Doing, visit: unknown, { sentAt, stamped }: { sentAt: number; stamped: (taken: Taken) => boolean }): Promise<Readable | { clientId: string; errors: Errors }> {
  const parsed = SentVisitSchema.safeParse(visit);
  const clientId = parsed.success ? parsed.data.clientId : String((visit as { clientId?: unknown } | null)?.clientId ?? '').slice(0, 36);
  const no = (errors: Errors) => ({ clientId, errors });
  if (!parsed.success) return no({ form: { key: 'form.not-understood' } });
  const { fields, language, taken, form, at, merchant, round, nonce } = parsed.data;
  if (!FORM_VERSIONS.includes(form)) return no({ form: { key: 'visits:refused.form-unknown' } });
  if (!stamped(taken)) return no({ form: { key: 'visits:refused.not-your-day' } });
  const hidden = findHidden(fields);
  if (hidden) return no({ [hidden]: { key: 'form.hidden-characters' } });
  const input = VisitSchema.safeParse({ ...fields, clientId, language });
  if (!input.success) return no(errorsOf(input.error));
  const told = timeOfVisit(at, taken, { device: sentAt, server: now.getTime() });
  const digest = nonce && (await digestOf({ merchant, clientId, nonce, fields }));
  return { clientId, coming: { merchant, round, digest, anyNeed: form < FORM_OF_ROUND, input: input.data, at: new Date(told.at), estimated: told.estimated } };
}
