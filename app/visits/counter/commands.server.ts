import { type CounterKey, CounterKeys, CounterSignatures, type CounterSignature } from '#models/counter-signature.server.ts';
import { type Visit, Visits } from '#models/visit.server.ts';
import { mergedInto } from '#app/mall/roster/doubles/queries.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { isDuplicateKey, runCommand, TOO_LATE, unlessTooLate } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { insertRows } from '#app/platform/insert.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { refuseRecoveredLately } from '#app/platform/recovered.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { withRetry } from '../offering.server.ts';
import { canAnswerFor } from '../policy.ts';
import type { Doing } from '../visitable.server.ts';
import type { Signed, SignedAnswer } from './schema.ts';
import { isPublicKey, isSigned } from './verify.server.ts';

/** Phones of one owner for one shop. */
const MOST_PHONES = 5;
const KEPT_DAYS = 14;
const BATCH = 200;

const head = ({ mall, actor, now }: Doing, name: string, merchant: string, target: string) => ({ name, mall: mall._id, actor, role: 'owner', subject: `shop:${merchant}`, target, now });

/** This phone signs for her shop from now on. The same one twice is one. @throws a 404 Response for a shop that she doesn't own */
export async function addPhone(doing: Doing, merchant: string, { key, publicKey }: { key: string; publicKey: string }): Promise<void> {
  const { mall, actor, now } = doing;
  if (!canAnswerFor(actor, mall._id, merchant)) throw notFound();
  refuseRecoveredLately(actor, now);
  if (!(await isPublicKey(publicKey))) throw new Refusal('counter:refused.no-key');
  const own = await CounterKeys.find({ mall: mall._id, merchant, account: actor.account }, { _id: 1 }).lean();
  if (own.some(({ _id }) => _id === key)) return;
  if (own.length >= MOST_PHONES) throw new Refusal({ key: 'counter:refused.too-many', params: { most: MOST_PHONES } });
  await runCommand(head(doing, 'visit:add-phone', merchant, key), async (tx) => {
    await insertRows(tx, CounterKeys, [{ _id: key, mall: mall._id, merchant, account: actor.account, publicKey }]);
    tx.changed('publicKey');
  });
}

/** What it signs from now on counts no more; what arrived before stays. Any owner of the shop may; twice is once. */
export async function removePhone(doing: Doing, merchant: string, key: string): Promise<void> {
  const { mall, actor } = doing;
  if (!canAnswerFor(actor, mall._id, merchant)) throw notFound();
  if (!(await CounterKeys.exists({ mall: mall._id, _id: key, merchant }))) return;
  await runCommand(head(doing, 'visit:remove-phone', merchant, key), async (tx) => {
    await CounterKeys.deleteOne({ mall: mall._id, _id: key, merchant }, { session: tx.session });
    tx.changed('publicKey');
  });
}

/** What a shop's phone signed without a network: each by itself, whether its visit is here already or comes later. Repeatable. */
export async function takeSigned(doing: Doing, signed: readonly Signed[]): Promise<SignedAnswer[]> {
  const { mall, actor } = doing;
  const keys = await CounterKeys.find({ mall: mall._id, _id: { $in: signed.map(({ key }) => key) } }).lean();
  const answers: SignedAnswer[] = [];
  for (const one of signed) {
    const key = keys.find(({ _id, account }) => _id === one.key && account === actor.account);
    const holds = key && canAnswerFor(actor, mall._id, key.merchant) && (await isSigned({ ...key, ...one }));
    answers.push(holds ? await takeOne(doing, key, one) : 'unknown');
  }
  return answers;
}

async function takeOne(doing: Doing, { _id: key, merchant, account, publicKey }: CounterKey, { code, digest, signature }: Signed): Promise<SignedAnswer> {
  const { mall, now } = doing;
  const row = { _id: newId(), mall: mall._id, code, digest, key, merchant, account, publicKey, signature, arrivedAt: now };
  const known = await findSigned(mall._id, row);
  // Before it is kept, too: whoever sends it again learns what became of it.
  if (known) return prove(mall, row, known, now);
  const keeping = runCommand(head(doing, 'visit:sign', merchant, key), async (tx) => {
    await insertRows(tx, CounterSignatures, [row]);
    tx.changed('signature');
  });
  await keeping.catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
  });
  // The visit may have come while this was kept.
  const came = await findSigned(mall._id, row);
  return came ? prove(mall, row, came, now) : 'waiting';
}

/**
 * The visit that was signed, to that shop or to the one into which it was merged: by its whole digest. A number that was typed
 * alone stands for the one visit that has it, and for none where somebody made two with the same.
 */
async function findSigned(mall: string, { merchant, code, digest }: Pick<CounterSignature, 'merchant' | 'code' | 'digest'>): Promise<Visit | null> {
  const visits = (await Visits.find({ mall, counter: code }).limit(10).lean()).filter((visit) => !digest || visit.digest === digest);
  const [visit] = visits;
  if (!visit || visits.length > 1) return null;
  return visit.merchant === merchant || (await mergedInto(mall, visit.merchant)).includes(merchant) ? visit : null;
}

type Proof = Pick<CounterSignature, 'code' | 'digest' | 'key' | 'account' | 'publicKey' | 'signature'>;

/** The shop said "right" at the counter: once, and never over what it has said since. */
async function prove(mall: KnownMall, signed: Proof, visit: Visit, now: Date): Promise<SignedAnswer> {
  const { code, digest, key, account, publicKey, signature } = signed;
  const used = { mall: mall._id, code, key };
  const became = (): SignedAnswer => (visit.answer === 'confirmed' ? 'confirmed' : 'otherwise');
  if (visit.answer !== 'none') {
    await CounterSignatures.deleteOne(used);
    return became();
  }
  const command = { name: 'visit:confirm-by-phone', mall: mall._id, actor: { account }, role: 'owner', subject: `shop:${visit.merchant}`, target: visit._id, now };
  const proving = () => runCommand(command, async (tx) => {
    const proof = { key, account, publicKey, signature, ...(digest && { digest }) };
    const change = { $set: { answer: 'confirmed' as const, answeredAt: now, proof }, $inc: { version: 1 } };
    const { matchedCount } = await Visits.updateOne({ mall: mall._id, _id: visit._id, version: visit.version, answer: 'none' }, change, { session: tx.session });
    if (matchedCount !== 1) throw TOO_LATE;
    await CounterSignatures.deleteOne(used, { session: tx.session });
    await notify(tx, { accounts: [visit.author], template: 'visit-confirmed', params: { shop: visit.merchant }, link: `/m/${mall.slug}/visits/${visit.merchant}`, author: account, role: 'owner' });
    tx.changed('answer', 'proof');
    tx.publish({ type: 'visit:answered', id: visit._id, version: visit.version + 1, rooms: [`shop:${visit.merchant}`, `account:${visit.author}`] });
  });
  if (await unlessTooLate(withRetry(proving))) return 'confirmed';
  const after = await Visits.findOne({ mall: mall._id, _id: visit._id }).lean();
  return after && (after.answer !== 'none' || after.version !== visit.version) ? prove(mall, signed, after, now) : 'waiting';
}

/** Signatures whose visits have arrived now. Asked with every batch, and by a job for what was cut off. */
export async function proveArrived(mall: KnownMall, codes: readonly string[], now: Date): Promise<number> {
  if (codes.length === 0) return 0;
  const waiting = await CounterSignatures.find({ mall: mall._id, code: { $in: [...codes] } }).limit(BATCH).lean();
  let proved = 0;
  for (const row of waiting) {
    const visit = await findSigned(mall._id, row);
    if (visit && (await prove(mall, row, visit, now)) === 'confirmed') proved += 1;
  }
  return proved;
}

/** What waits for a visit that never came goes after 14 days. */
export async function proveWaiting(mall: KnownMall, now: Date): Promise<void> {
  const waiting = await CounterSignatures.find({ mall: mall._id }, { code: 1 }).sort({ arrivedAt: 1 }).limit(BATCH).lean();
  await proveArrived(mall, waiting.map(({ code }) => code), now);
  await CounterSignatures.deleteMany({ mall: mall._id, arrivedAt: { $lte: new Date(now.getTime() - KEPT_DAYS * 24 * 3600_000) } });
}
