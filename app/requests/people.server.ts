import { Memberships, RoleTerms } from '#models/account.server.ts';
import { Ties } from '#models/tie.server.ts';
import { type Actor, confirmedShopsIn, type GridRole, gridRolesIn, type OfficerPost, officesOf, ownedShopsIn, partnersIn, shopsIn } from '#app/platform/actor.ts';
import { type ActorFacts, type Rung, type TeamMember, WORKING_ROLES } from './engine/ladder.ts';
import { CONTENT_LANGUAGES, type Localized } from '#app/i18n/languages.ts';
import { getT } from '#app/i18n/server.server.ts';
import { namesOf } from '#app/mall/queries.server.ts';
import { apartOf, isApart } from '#app/platform/apart.server.ts';
import type { RequestState } from './engine/state.ts';
import { isByCode, isPasser, isSlipHolder, partOfSlip } from './passer.ts';
import { isConcernedShop, isOther } from './policy.ts';

/** Who is never on her own request's team. */
interface About {
  requester: string;
  merchant?: string;
  recused?: readonly string[];
  other?: string;
  named?: readonly string[];
}

/** What the actor brings to a request, the tie that she declared with its shop included. */
export async function factsFor(actor: Actor, mall: string, { grid, merchant, other }: { grid?: string; merchant?: string; other?: string }, now = new Date()): Promise<ActorFacts> {
  const facts = factsOf(actor, mall, grid);
  const works = facts.roles.length > 0 || facts.posts.length > 0 || (facts.grids ?? []).length > 0;
  const tied = merchant !== undefined && works && (await Ties.exists({ mall, account: actor.account, merchant }));
  const tiedToOther = works && other !== undefined && other !== actor.account && (await isTiedTo(mall, other, facts, now));
  const apart = works && merchant !== undefined && (await isApart(mall, actor.account, merchant));
  return { ...facts, ...(apart ? { apart } : {}), ...(tied ? { ties: [merchant] } : {}), ...(tiedToOther ? { tiedToOther } : {}) };
}

/** Whether she owns, works for or declared a tie with a shop of the other side. */
async function isTiedTo(mall: string, other: string, { account, shops }: ActorFacts, now: Date): Promise<boolean> {
  if (isPasser(other)) return false;
  const current = { from: { $lte: now }, $or: [{ to: { $exists: false } }, { to: { $gt: now } }] };
  const rows = await Memberships.find({ mall, account: other, kind: { $in: ['owner', 'staff'] }, ...current }, { merchant: 1 }).limit(50).lean();
  const theirs = rows.flatMap(({ merchant }) => merchant ?? []);
  if (theirs.some((merchant) => shops.includes(merchant))) return true;
  return theirs.length > 0 && (await Ties.exists({ mall, account, merchant: { $in: theirs } })) !== null;
}

/** Names of everybody in a request; whoever has no account is called a passer-by, or a shop that asked by its slip. */
export async function namesIn(accounts: readonly string[]): Promise<Map<string, Localized>> {
  const [passers, known] = [accounts.filter(isPasser), accounts.filter((account) => !isPasser(account))];
  const names = new Map(await namesOf(known));
  for (const passer of passers) names.set(passer, Object.fromEntries(CONTENT_LANGUAGES.map((language) => [language, getT(language, 'requests')(isSlipHolder(passer) ? 'role.by-slip' : partOfSlip(passer) ? 'role.partner' : isByCode(passer) ? 'role.other-side' : 'role.passer')])));
  return names;
}

/** What follows from her memberships alone. */
export function factsOf(actor: Actor, mall: string, grid: string | undefined): ActorFacts {
  return {
    account: actor.account,
    roles: gridRolesIn(actor, mall).flatMap((held): GridRole[] => (held.grid === grid ? [held.role] : [])),
    posts: actor.memberships.flatMap((m) => (m.kind === 'officer' && m.mall === mall ? [m.post] : [])),
    grids: [...new Set(gridRolesIn(actor, mall).flatMap((held) => (WORKING_ROLES.includes(held.role) ? [held.grid] : [])))],
    partners: partnersIn(actor, mall),
    byPart: partOfSlip(actor.account),
    offices: officesOf(actor),
    shops: shopsIn(actor, mall),
    ownShops: ownedShopsIn(actor, mall),
    waitingShops: shopsIn(actor, mall).filter((shop) => !confirmedShopsIn(actor, mall).includes(shop)),
  };
}

/** Those of the accounts that own the shop, work for it or declared a tie with it. */
async function tiedTo(mall: string, merchant: string | undefined, accounts: string[], now: Date): Promise<Set<string>> {
  if (!merchant || accounts.length === 0) return new Set();
  const current = { from: { $lte: now }, $or: [{ to: { $exists: false } }, { to: { $gt: now } }] };
  const rows = await Memberships.find({ mall, merchant, account: { $in: accounts }, kind: { $in: ['owner', 'staff'] }, ...current }, { account: 1 }).limit(200).lean();
  const ties = await Ties.find({ mall, merchant, account: { $in: accounts } }, { account: 1 }).limit(200).lean();
  const apart = (await apartOf(mall, [merchant])).get(merchant) ?? [];
  return new Set([...[...rows, ...ties].map((row) => row.account), ...apart]);
}

/** Who looks after a grid now, and who of them is tied to this request. Empty without a grid. */
export async function teamOf(mall: string, grid: string | undefined, request: About, now: Date): Promise<TeamMember[]> {
  if (!grid) return [];
  const terms = await RoleTerms.find({ mall, grid, from: { $lte: now }, to: { $gt: now } }, { account: 1, role: 1 }).limit(200).lean();
  const tied = await tiedTo(mall, request.merchant, terms.map((term) => term.account), now);
  return terms.map(({ account, role }) => ({ account, role, tied: account === request.requester || tied.has(account) || (request.recused?.includes(account) ?? false) }));
}

/** Owners and staff of a shop whom somebody has confirmed; `owners` alone where a consent is meant. */
export async function membersOf(mall: string, merchant: string, now: Date, owners = false): Promise<string[]> {
  const current = { from: { $lte: now }, $or: [{ to: { $exists: false } }, { to: { $gt: now } }] };
  const kinds: ('owner' | 'staff')[] = owners ? ['owner'] : ['owner', 'staff'];
  const rows = await Memberships.find({ mall, merchant, kind: { $in: kinds }, confirmedAt: { $exists: true }, ...current }, { account: 1 }).limit(200).lean();
  return [...new Set(rows.map((row) => row.account))];
}

/** Accounts on a rung, free of ties to the request. */
export async function peopleOn(mall: string, rung: Rung, team: readonly TeamMember[], request: About, now: Date): Promise<string[]> {
  if (rung === 'manager' || rung === 'leader') return team.filter((one) => one.role === rung && !one.tied).map((one) => one.account);
  if (rung === 'named') return [...(request.named ?? [])];
  const posts: OfficerPost[] = rung === 'lead' ? ['lead'] : ['council', 'secretary'];
  const rows = await Memberships.find({ mall, kind: 'officer', post: { $in: posts }, from: { $lte: now }, $or: [{ to: { $exists: false } }, { to: { $gt: now } }] }, { account: 1 })
    .limit(60)
    .lean();
  const accounts = [...new Set(rows.map((row) => row.account))];
  const tied = await tiedTo(mall, request.merchant, accounts, now);
  return accounts.filter((account) => account !== request.requester && account !== request.other && !tied.has(account) && !request.recused?.includes(account));
}

/** The capacity that an act is written down with. */
export function roleOf(actor: ActorFacts, state: Pick<RequestState, 'requester' | 'rung' | 'merchant' | 'inside'> & Partial<Pick<RequestState, 'other' | 'review'>>, command: string): string {
  if (actor.house) return 'house';
  if (actor.account === state.requester) return 'requester';
  if (isOther(actor, state)) return 'other-side';
  if (isConcernedShop(actor, state)) return 'shop';
  if (command.startsWith('office')) return 'official';
  if (['demandAnswer', 'sendBack', 'openReview', 'dropReview'].includes(command)) return 'supervisor';
  if (state.review && ['takeReview', 'closeReview', 'reviewAgain'].includes(command)) return state.review.rung;
  if (state.rung === 'manager' || state.rung === 'leader') {
    return actor.roles.includes(state.rung) ? state.rung : (actor.roles.find((role) => role !== 'supervisor') ?? (actor.offices.length > 0 ? 'official' : 'merchant'));
  }
  if (actor.posts.length > 0) return state.rung === 'council' || state.rung === 'named' ? 'council' : 'lead';
  return actor.offices.length > 0 ? 'official' : 'merchant';
}
