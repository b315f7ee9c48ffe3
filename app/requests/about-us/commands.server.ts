import { Aparts } from '#models/apart.server.ts';
import { Units } from '#models/plan.server.ts';
import { openTenancies } from '#models/merchant.server.ts';
import { notify } from '#app/notices/commands.server.ts';
import { shopsIn } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { actOnRequest } from '../acting.server.ts';
import { getCase } from '../case.server.ts';
import { cryptoDraw, type Doing, openAlone, type OpenedRequest } from '../commands.server.ts';
import type { Draw } from '../numbers.ts';
import { newSlipHolder } from '../passer.ts';
import type { Words } from '../words.server.ts';
import { ABOUT_US } from './kind.ts';
import { concernedBy, gridsOfPerson, listCandidates, listPeople, mayTypeIn } from './queries.server.ts';
import { drawKeepers, KEEPERS, whoMayKeep } from './rules.ts';

interface Complaint {
  words: Words;
  /** A volunteer or officer; nobody where it is about none in particular. */
  person?: string;
}

interface Whose {
  account: string;
  role: string;
  channel: 'ask' | 'desk';
  shops: readonly string[];
}

/** Two of the council outside her grid get it, drawn by lot; the person whom it is about is kept away from the shop from this moment on. */
async function open({ mall, actor, now }: Doing, { words, person }: Complaint, { account, role, channel, shops }: Whose, draw: Draw): Promise<OpenedRequest> {
  if (person && !(await listPeople(mall._id, actor, now)).some((one) => one.account === person)) throw new Refusal('form.not-a-choice', 'person');
  const grids = person ? await gridsOfPerson(mall._id, person, now) : [];
  const free = whoMayKeep(await listCandidates(mall._id, now), { without: [account, ...(person ? [person] : [])], grids, shops });
  const named = drawKeepers(free, KEEPERS, draw);
  if (named.length < KEEPERS) throw new Refusal('about-us:refused.nobody');
  const also = async (tx: Tx, request: string) => {
    const rows = person ? (shops.length > 0 ? shops : [undefined]).map((merchant) => ({ _id: newId(), mall: tx.mall, request, account: person, ...(merchant ? { merchant } : {}), since: tx.now })) : [];
    if (rows.length > 0) await Aparts.insertMany(rows, { session: tx.session });
  };
  const head = { name: 'request:ask', mall: mall._id, actor: { account }, role, subject: `account:${account}`, now };
  return openAlone(head, mall, { account, role, merchant: shops[0], words, channel, ofKind: ABOUT_US, named, also }, draw);
}

/** By whoever asks herself. @throws {Refusal} */
export function openAboutUs(doing: Doing, complaint: Complaint, draw: Draw = cryptoDraw): Promise<OpenedRequest> {
  const { account } = doing.actor;
  return open(doing, complaint, { account, role: 'merchant', channel: 'ask', shops: shopsIn(doing.actor, doing.mall._id) }, draw);
}

/** The shop behind a number on a door. @throws {Refusal} where there is none */
async function shopAt(mall: string, booth: string): Promise<string> {
  const unit = await Units.findOne({ mall, number: booth.toUpperCase() }, { _id: 1 }).lean();
  const tenancy = unit && (await openTenancies({ mall, unit: unit._id }))[0];
  if (!tenancy) throw new Refusal('roles:refused.no-such-booth', 'booth');
  return tenancy.merchant;
}

/** A paper from the box. Whoever types it in isn't shown it again unless the lot falls on her; nobody types in what is about herself. @throws {Refusal} */
export async function typeInAboutUs(doing: Doing, { booth, ...complaint }: Complaint & { booth?: string }, draw: Draw = cryptoDraw): Promise<OpenedRequest> {
  const { mall, actor } = doing;
  if (!mayTypeIn(actor, mall._id)) throw notFound();
  if (complaint.person === actor.account) throw new Refusal('about-us:refused.yourself', 'person');
  return open(doing, complaint, { account: newSlipHolder(), role: 'requester', channel: 'desk', shops: booth ? [await shopAt(mall._id, booth)] : [] }, draw);
}

/** Another of the council in her place, by lot again. @throws {Refusal} where one has to stay and nobody else may have it */
export async function declineNamed(doing: Doing, number: string, account: string, draw: Draw = cryptoDraw): Promise<void> {
  const { mall, now } = doing;
  const { row, state } = await getCase(mall._id, number);
  const person = await concernedBy(mall._id, row._id);
  const grids = person ? await gridsOfPerson(mall._id, person, now) : [];
  const without = [state.requester, ...state.named, ...state.recused, ...(person ? [person] : [])];
  const free = whoMayKeep(await listCandidates(mall._id, now), { without, grids, shops: shopsIn(doing.actor, mall._id) });
  const [instead] = drawKeepers(free, 1, draw);
  await actOnRequest(doing, number, { command: { type: 'declineNamed', account, instead } });
}

/** From now on the person whom it is about may know: she gets a notice that names the two, and a line on her record. */
export async function letKnow(doing: Doing, number: string): Promise<void> {
  const { mall } = doing;
  const { row } = await getCase(mall._id, number);
  const person = await concernedBy(mall._id, row._id);
  await actOnRequest(doing, number, {
    command: { type: 'letKnow' },
    also: async (tx) => {
      if (!person) throw new Refusal('requests:refusal.not-now');
      await notify(tx, { accounts: [person], template: 'about-us-told', params: {}, link: `/m/${mall.slug}`, role: 'council' });
      tx.also({ name: 'request:letKnow', subject: `account:${person}`, fields: ['let-know'] });
    },
  });
}
