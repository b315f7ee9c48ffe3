import { type QuestionProposal, QuestionLists, QuestionProposals } from '#models/visit-question.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { startDelivery } from '#app/notices/delivering.server.ts';
import { tellMall } from '#app/notices/house-news.server.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { isDuplicateKey, runCommand } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { addDays } from '../days.ts';
import type { Doing } from '../visitable.server.ts';
import { canPropose, canWithdraw, whyNotPass } from './policy.ts';
import { listWith, passableFrom } from './rules.ts';
import { LIMITS, type ProposeInput } from './schema.ts';

const newest = (mall: string) => QuestionLists.findOne({ mall }).sort({ version: -1 });

/**
 * Proposes a change of the published list and shows it to all shops in the same moment. The proposal's id comes with the
 * form, so that sending twice proposes once.
 * @returns its id
 * @throws {Refusal} beside the field
 */
export async function proposeChange({ mall, actor, now }: Doing, input: ProposeInput): Promise<string> {
  if (!canPropose(actor, mall._id)) throw notFound();
  const { proposal: id, kind, question, why } = input;
  const head = { name: 'question:propose', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now };
  const news = await runCommand(head, async (tx) => {
    if (await QuestionProposals.exists({ mall: mall._id, _id: id }).session(tx.session)) return null;
    const list = await newest(mall._id).session(tx.session).lean();
    const before = list?.questions.find((one) => one.id === question);
    if (kind !== 'add' && !before) throw notFound();
    if (kind === 'add' && (list?.questions.length ?? 0) >= LIMITS.list) throw new Refusal({ key: 'questions:refused.too-many', params: { max: LIMITS.list } });
    if (await QuestionProposals.exists({ mall: mall._id, question, state: 'shown' }).session(tx.session)) throw new Refusal('questions:refused.already');
    const said = input.kind === 'remove' ? { about: before?.about ?? 'booth', words: before?.words ?? {} } : { about: input.about, words: input.words };
    await QuestionProposals.create([{ _id: id, mall: mall._id, kind, question, ...said, why, by: actor.account, shownAt: now, state: 'shown', version: 1 }], { session: tx.session });
    tx.changed('state');
    tx.publish({ type: 'question:proposed', id, version: 1, rooms: [`mall:${mall._id}`] });
    return kind === 'remove' ? null : tellMall(tx, { template: 'question-shown', params: { day: dayIn(passableFrom({ kind, shownAt: now }), mall.zone) }, link: `/m/${mall.slug}/visit-questions` });
  }).catch((error: unknown) => {
    if (!isDuplicateKey(error)) throw error;
    return null;
  });
  if (news) startDelivery(mall._id, news);
  return id;
}

async function getSeen({ mall, actor }: Doing, id: string, version: number): Promise<QuestionProposal> {
  const proposal = await QuestionProposals.findOne({ mall: mall._id, _id: id }).lean();
  if (!proposal || !canPropose(actor, mall._id)) throw notFound();
  if (proposal.version !== version || proposal.state !== 'shown') throw new Refusal('questions:refused.changed');
  return proposal;
}

const TRIES = 4;

/**
 * The council passes it: a new version of the list, in effect from the next day on.
 * @throws {Refusal} too early, not hers to pass, decided meanwhile
 */
export async function passProposal(doing: Doing, id: string, version: number): Promise<void> {
  const { mall, actor, now } = doing;
  const proposal = await getSeen(doing, id, version);
  const refused = whyNotPass(actor, mall._id, proposal);
  if (refused) throw new Refusal(`questions:refused.${refused}`);
  if (now < passableFrom(proposal)) throw new Refusal('questions:refused.too-early');
  const from = addDays(dayIn(now, mall.zone), 1);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runCommand({ name: 'question:pass', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
        const list = await newest(mall._id).session(tx.session).lean();
        const questions = listWith(list?.questions ?? [], proposal);
        if (!questions) throw new Refusal('questions:refused.changed');
        const done = { $set: { state: 'passed' as const, decidedBy: actor.account, decidedAt: now, version: version + 1 } };
        const { modifiedCount } = await QuestionProposals.updateOne({ mall: mall._id, _id: id, state: 'shown', version }, done, { session: tx.session });
        if (modifiedCount === 0) throw new Refusal('questions:refused.changed');
        const next = (list?.version ?? 0) + 1;
        await QuestionLists.create([{ _id: newId(), mall: mall._id, version: next, from, questions, why: proposal.why, by: actor.account, at: now, proposal: id }], { session: tx.session });
        tx.changed('state', 'questions');
        tx.publish({ type: 'question:passed', id, version: version + 1, rooms: [`mall:${mall._id}`] });
      });
    } catch (error) {
      // Two proposals passed at once: the later one makes its version out of the earlier one's.
      if (!isDuplicateKey(error) || attempt >= TRIES) throw error;
    }
  }
}

/** Takes a proposal back; that it was made stays readable. @throws {Refusal} decided meanwhile */
export async function withdrawProposal(doing: Doing, id: string, version: number): Promise<void> {
  const { mall, actor, now } = doing;
  const proposal = await getSeen(doing, id, version);
  if (!canWithdraw(actor, mall._id, proposal)) throw new Refusal('questions:refused.not-council');
  await runCommand({ name: 'question:withdraw', mall: mall._id, actor, role: 'officer', subject: 'none', target: id, now }, async (tx) => {
    const done = { $set: { state: 'withdrawn' as const, decidedBy: actor.account, decidedAt: now, version: version + 1 } };
    const { modifiedCount } = await QuestionProposals.updateOne({ mall: mall._id, _id: id, state: 'shown', version }, done, { session: tx.session });
    if (modifiedCount === 0) throw new Refusal('questions:refused.changed');
    tx.changed('state');
    tx.publish({ type: 'question:withdrawn', id, version: version + 1, rooms: [`mall:${mall._id}`] });
  });
}
