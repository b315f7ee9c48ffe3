import { Requests } from '#models/request.server.ts';
import { type Actor, confirmedShopsIn, gridRolesIn } from '#app/platform/actor.ts';
import { apartFrom } from '#app/platform/apart.server.ts';
import { memoryOf } from '#app/platform/memory.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { OPEN_STAGES } from './engine/stages.ts';
import { cardReaders } from './policy.ts';
import { askedBy, askedOf, insideShops } from './own.server.ts';
import { notOwn, postsIn } from './queries.server.ts';

export interface WaitingRequest {
  number: string;
  /** `done`: say whether it is solved. Otherwise somebody asks something. */
  stage: string;
  updatedAt: Date;
  /** Null on a shared phone where it is confidential: that asks again. */
  title: { language: string; words: string } | null;
  locked: boolean;
}

const MOST = 20;
/** Requests on which the next word is this person's: she asked, or it lies inside one of her shops. Newest first, at most twenty. */
export async function listWaitingForMerchant(actor: Actor, mall: string, shared = false): Promise<WaitingRequest[]> {
  const shops = confirmedShopsIn(actor, mall);
  const [inside, own, others] = await Promise.all([insideShops(mall, shops), askedBy(mall, actor.account), askedOf(mall, actor.account)]);
  const rows = [...inside, ...own.filter(({ holder }) => holder.kind === 'requester'), ...others.filter(({ holder }) => holder.kind === 'side')].slice(0, MOST);
  const lockedNow = (row: { confidential: boolean }) => shared && row.confidential;
  const words = await readTexts(mall, rows.map((row) => (lockedNow(row) ? undefined : row.title)), rows.flatMap((row) => cardReaders(row._id, { account: actor.account, ...row })));
  return rows.map(({ number, stage, updatedAt, title, confidential }) => {
    const text = title ? words.get(title) : undefined;
    return { number, stage, updatedAt, title: text ? { language: text.language, words: text.words } : null, locked: lockedNow({ confidential }) };
  });
}

const MOST_COUNTED = 99;

/** How many wait for this person in the view she is in: the number on the tab. At most 99. */
export async function countWaitingRequests(actor: Actor, mall: string, view: string): Promise<number> {
  const count = (filter: Record<string, unknown>) => Requests.countDocuments({ mall, ...filter }).limit(MOST_COUNTED).exec();
  if (view === 'merchant') {
    const [own, others, inside] = await Promise.all([askedBy(mall, actor.account), askedOf(mall, actor.account), insideShops(mall, confirmedShopsIn(actor, mall))]);
    const waiting = own.filter(({ holder }) => holder.kind === 'requester').length + others.filter(({ holder }) => holder.kind === 'side').length;
    return Math.min(MOST_COUNTED, waiting + inside.length);
  }
  const apart = await apartFrom(mall, actor.account);
  const inHands = { worker: actor.account, 'holder.account': actor.account };
  if (view === 'volunteer') {
    const roles = gridRolesIn(actor, mall).filter(({ role }) => role === 'manager' || role === 'leader');
    const free = roles.map(({ grid, role }) => ({ grid, 'holder.kind': 'role', 'holder.role': role, 'holder.grid': grid, 'holder.account': { $exists: false } }));
    const [mine, unheld] = await Promise.all([count(inHands), free.length > 0 ? count({ ...notOwn(actor, mall, apart), ladder: 'grid', $or: free }) : 0]);
    return Math.min(MOST_COUNTED, mine + unheld);
  }
  if (view !== 'officer') return 0;
  const posts = postsIn(actor, mall);
  const rungs = [...(posts.includes('council') || posts.includes('secretary') ? ['council'] : []), ...(posts.includes('lead') ? ['program'] : [])];
  if (rungs.length === 0) return 0;
  const unheldBy = { 'holder.account': { $exists: false } };
  const [mine, unheld, named] = await Promise.all([
    count(inHands),
    count({ ...notOwn(actor, mall, apart), 'holder.kind': { $in: rungs }, ...unheldBy }),
    count({ named: actor.account, 'holder.kind': 'named', ...unheldBy }),
  ]);
  return Math.min(MOST_COUNTED, mine + unheld + named);
}

/** How many of one's own requests are on their way. At most 99. */
export async function countOwnOpen(mall: string, account: string): Promise<number> {
  const own = await askedBy(mall, account);
  return Math.min(MOST_COUNTED, own.filter(({ stage, closedAt }) => !closedAt && !['closed', 'withdrawn'].includes(stage)).length);
}

const MOST_IN_A_MALL = 999;

/** Open requests of a mall for its officers: exact up to 999, so that a large mall's first page costs no more than a small one's. */
export interface OpenCounts {
  open: Counted;
  council: Counted;
  late: Counted;
}
export interface Counted {
  count: number;
  /** There are more than were counted. */
  more: boolean;
}

export function countOpenInMall(mall: string, now: Date): Promise<OpenCounts> {
  return openMemory().get(`${mall} ${Math.floor(now.getTime() / MINUTE)}`, () => countOpen(mall, now));
}

const MINUTE = 60_000;
const openMemory = () => memoryOf<OpenCounts>('open-counts', ['requests']);

async function countOpen(mall: string, now: Date): Promise<OpenCounts> {
  const count = async (filter: Record<string, unknown>): Promise<Counted> => {
    const found = await Requests.countDocuments({ mall, ...filter }).limit(MOST_IN_A_MALL + 1);
    return { count: Math.min(found, MOST_IN_A_MALL), more: found > MOST_IN_A_MALL };
  };
  // What lies inside a booth is its shop's alone, in no figure either. What is over lies with nobody and is due at no time.
  // What only people by name know of is in no figure.
  const [open, council, late] = await Promise.all([count({ stage: { $in: OPEN_STAGES.filter((stage) => stage !== 'with-shop') }, ladder: { $ne: 'named' } }), count({ 'holder.kind': 'council' }), count({ dueAt: { $lt: now }, ladder: { $nin: ['shop', 'named'] } })]);
  return { open, council, late };
}
