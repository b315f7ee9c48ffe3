import { type Visit, Visits } from '#models/visit.server.ts';
import { openRequestIn } from '#app/requests/commands.server.ts';
import { spokenCode } from '#app/requests/numbers.ts';
import { newSlipHolder } from '#app/requests/passer.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { notify } from '#app/notices/commands.server.ts';
import { runCommand } from '#app/platform/command.server.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { eraseTexts, readTexts, writeText } from '#app/platform/texts.server.ts';
import { withRetry } from '../offering.server.ts';
import { readersOfContest } from '../contest.ts';
import { visitingGridsIn, visitingRole } from '../policy.ts';
import { type Doing, hasMembers } from '../visitable.server.ts';
import { carbonCodeFits } from './code.server.ts';
import { type CarbonView, carbonView } from './queries.server.ts';
import type { CarbonInput } from './schema.ts';

const BECOMES = { confirm: 'confirmed', correct: 'corrected', contest: 'contested' } as const;

const roleOf = ({ mall, actor }: Doing): string => visitingRole(actor, mall._id, visitingGridsIn(actor, mall._id)[0] ?? '') ?? 'volunteer';

async function counted(name: 'slip-number' | 'follow-number', key: string, now: Date): Promise<void> {
  const seconds = await takePoint(name, key, now);
  if (seconds > 0) throw new Refusal({ key: 'visits:refused.too-often', params: { minutes: Math.ceil(seconds / 60) } }, 'number');
}

/**
 * The visit of a paper copy that somebody holds in her hand. Never to who wrote it: she knows the code, and would answer herself.
 * A shop that has an account by now answers there.
 * @throws {Refusal} the same for a number that there isn't and for a wrong code
 */
async function findByCarbon(doing: Doing, number: string, code: string): Promise<Visit> {
  const { mall, actor, now } = doing;
  await counted('slip-number', actor.account, now);
  await counted('follow-number', `carbon ${mall._id} ${number}`, now);
  const visit = await Visits.findOne({ mall: mall._id, carbon: number }).lean();
  if (!carbonCodeFits(mall._id, visit?._id ?? '-', code) || !visit) throw new Refusal('visits:refused.carbon-code', 'code');
  if (visit.author === actor.account) throw new Refusal('visits:refused.own-carbon', 'number');
  if (await hasMembers(mall._id, visit.merchant, now)) throw new Refusal('visits:refused.has-account', 'number');
  return visit;
}

async function readOut(doing: Doing, visit: Visit): Promise<{ role: string; subject: string }> {
  const { mall, actor, now } = doing;
  const [role, subject] = [roleOf(doing), `shop:${visit.merchant}`];
  await recordLook({ mall: mall._id, subject, viewer: actor.account, role, purpose: 'visit-slip', day: dayIn(now, mall.zone), now });
  return { role, subject };
}

export interface AskedBySlip {
  carbon: CarbonView;
  /** Written on the shop's copy: by both it is followed and answered. The code is stored nowhere. */
  request: { number: string; code: string };
}

/**
 * The shop's own act without a phone: a need on its copy becomes a request, which belongs to nobody's account and is answered by
 * number and code. The draft's words go.
 * @throws {Refusal} for one that was dropped, erased or asked already
 */
export async function requestByCarbon(doing: Doing, { number, code, need }: Pick<CarbonInput, 'number' | 'code' | 'need'>): Promise<AskedBySlip> {
  const { mall, actor, now } = doing;
  const visit = await findByCarbon(doing, number, code);
  const { role, subject } = await readOut(doing, visit);
  const draft = visit.needs.find((one) => one.id === need && one.state === 'draft');
  const written = draft && !visit.aside?.includes(`need-${draft.program}`) ? (await readTexts(mall._id, [draft.text], [subject])).get(draft.text) : undefined;
  if (!draft || !written) throw new Refusal('visits:refused.draft-gone');
  const words = { language: written.language, words: written.words };
  const request = await withRetry(() =>
    runCommand({ name: 'visit:need-to-request-by-slip', mall: mall._id, actor, role, subject, target: visit._id, now }, async (tx) => {
      const opened = await openRequestIn(tx, mall, { account: newSlipHolder(), role: 'merchant', merchant: visit.merchant, program: draft.program, words, channel: 'visit' });
      const needs = visit.needs.map((one) => (one.id === need ? { ...one, state: 'request' as const, request: opened.id } : one));
      const { matchedCount } = await Visits.updateOne({ mall: mall._id, _id: visit._id, version: visit.version }, { $set: { needs }, $inc: { version: 1 } }, { session: tx.session });
      if (matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
      await eraseTexts(tx, [draft.text]);
      tx.changed('needs');
      tx.publish({ type: 'visit:answered', id: visit._id, version: visit.version + 1, rooms: [subject, `account:${visit.author}`] });
      return opened;
    }),
  );
  const after = await Visits.findOne({ mall: mall._id, _id: visit._id }).lean();
  return { carbon: await carbonView(mall._id, after ?? visit), request: { number: request.number, code: spokenCode(request.code) } };
}

/** At the counter, without a phone: shows what was written, and records what the merchant says to it. Said twice it is said once. */
export async function answerByCarbon(doing: Doing, { intent, number, code, words }: Omit<CarbonInput, 'intent'> & { intent: Exclude<CarbonInput['intent'], 'request'> }, language: string): Promise<CarbonView> {
  const { mall, actor, now } = doing;
  const visit = await findByCarbon(doing, number, code);
  const { role, subject } = await readOut(doing, visit);
  const before = await carbonView(mall._id, visit);
  if (intent === 'show' || (visit.answer === BECOMES[intent] && (before.contest?.words ?? '') === words)) return before;
  const answer = BECOMES[intent];
  await runCommand({ name: `visit:${intent}-by-slip`, mall: mall._id, actor, role, subject, target: visit._id, now }, async (tx) => {
    const readers = readersOfContest(visit);
    const contest = intent === 'confirm' ? undefined : await writeText(tx, { language, words, author: actor.account, subject, readers });
    const change = contest ? { $set: { answer, answeredAt: now, contest } } : { $set: { answer, answeredAt: now }, $unset: { contest: 1 as const } };
    const { matchedCount } = await Visits.updateOne({ mall: mall._id, _id: visit._id, version: visit.version }, { ...change, $inc: { version: 1 } }, { session: tx.session });
    if (matchedCount !== 1) throw new Refusal('form.changed-meanwhile');
    if (visit.contest) await eraseTexts(tx, [visit.contest]);
    await notify(tx, { accounts: [visit.author], template: `visit-${answer}`, params: { shop: visit.merchant }, link: `/m/${mall.slug}/visits/${visit.merchant}`, author: actor.account, role });
    tx.changed('answer', ...(contest ? ['contest'] : []));
    tx.publish({ type: 'visit:answered', id: visit._id, version: visit.version + 1, rooms: [subject, `account:${visit.author}`] });
  });
  const after = await Visits.findOne({ mall: mall._id, _id: visit._id }).lean();
  return carbonView(mall._id, after ?? visit);
}
