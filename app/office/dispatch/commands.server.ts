import { Memberships, RoleTerms } from '#models/account.server.ts';
import { type Incident, type IncidentOffer, Incidents } from '#models/incident.server.ts';
import { Texts } from '#models/text.server.ts';
import { listGrids } from '#app/mall/queries.server.ts';
import { notify, notifyEach } from '#app/notices/commands.server.ts';
import { type Actor, gridRolesIn } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import { runCommand, TOO_LATE, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import { keptDays } from '#app/platform/mall-settings.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { writeText } from '#app/platform/texts.server.ts';
import { namesHere } from '#app/requests/names-here.server.ts';
import { namesSomebody } from '#app/requests/names-somebody.ts';
import { boxesOf, COUNCIL } from '../letters/policy.ts';
import { boxOf } from './boxes.ts';
import { gridsSeen, sidesOf } from './policy.ts';
import { answersAs, stepOf } from './rules.ts';
import type { IncidentAct, Opening } from './schema.ts';

interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

const DAY = 24 * 3600_000;
const MOST_PEOPLE = 2_000;
const MOST_COUNCIL = 100;
export const readerOf = (id: string): string => `incident:${id}`;
export const textsOf = ({ what, because, tasks, offers }: Pick<Incident, 'what' | 'because' | 'tasks' | 'offers'>): string[] => [what, because, ...tasks.map(({ words }) => words), ...offers.map(({ reason }) => reason)].flatMap((id) => id ?? []);
const linkTo = (mall: KnownMall, id: string) => `/m/${mall.slug}/dispatch/${id}`;

/** Leaders and managers of these grids now, deputies included. */
export async function answerersOf(mall: string, grids: readonly string[], now: Date): Promise<Map<string, string[]>> {
  const terms = await RoleTerms.find({ mall, grid: { $in: [...grids] }, from: { $lte: now }, to: { $gt: now } }, { account: 1, grid: 1, role: 1 }).limit(MOST_PEOPLE).lean();
  const answer = terms.filter(({ role }) => role === 'leader' || role === 'manager');
  return new Map(grids.map((grid) => [grid, [...new Set(answer.filter((term) => term.grid === grid).map(({ account }) => account))]]));
}

export async function councilOf(mall: string, now: Date): Promise<string[]> {
  const rows = await Memberships.find({ mall, kind: 'officer' }, { account: 1, post: 1, from: 1, to: 1 }).limit(MOST_COUNCIL).lean();
  return rows.filter(({ post, from, to }) => post === 'council' && from <= now && !(to && to <= now)).map(({ account }) => account);
}

/** Everybody whose page shows it hears that it changed: whoever opened it, the officers, the grids. */
export function tellPages(tx: Tx, { _id: id, box, grids }: Pick<Incident, '_id' | 'box' | 'grids'>, version: number): void {
  const rooms = [...(box === COUNCIL ? [] : [box]), `mall-officers:${tx.mall}`, ...grids.map((grid) => `grid:${grid}`)];
  tx.publish({ type: 'incident:changed', id, version, rooms });
}

/** @throws {Refusal} for words by which a shop or person could be found */
async function requireNobodyNamed(mall: string, said: readonly (readonly [field: string, words: string])[]): Promise<void> {
  const names = await namesHere(mall);
  const [field] = said.find(([, words]) => namesSomebody(words, { names })) ?? [];
  if (field) throw new Refusal('dispatch:refused.names', field);
}

/** @throws {Refusal} where nothing is offered to anybody, or words name a shop or person; a 404 Response for a grid that this mall hasn't */
async function requireWhole(mall: KnownMall, { what, grids, tasks }: Opening): Promise<void> {
  const known = new Set((await listGrids(mall._id)).map(({ _id }) => _id));
  if (grids.some((grid) => !known.has(grid))) throw notFound();
  if (tasks.length === 0) throw new Refusal('dispatch:refused.no-task', 'task-1');
  const alone = tasks.find((task) => task.grids.length === 0);
  if (alone) throw new Refusal('dispatch:refused.no-grid', boxOf(alone.row, grids[0] ?? ''));
  await requireNobodyNamed(mall._id, [['what', what], ...tasks.map(({ row, words }) => [`task-${row}`, words] as const)]);
}

/** Opens an incident in a mall and offers its tasks. For an office the caller has found the mall by it. @returns the incident's id @throws {Refusal} */
export async function openIncident({ mall, actor, now }: Doing, box: string, opening: Opening): Promise<string> {
  if (!boxesOf(actor, mall._id).includes(box)) throw notFound();
  await requireWhole(mall, opening);
  const [people, council] = await Promise.all([answerersOf(mall._id, opening.grids, now), councilOf(mall._id, now)]);
  const id = newId();
  const role = box === COUNCIL ? COUNCIL : 'official';
  await runCommand({ name: 'incident:open', mall: mall._id, actor, role, subject: 'none', target: id, now }, async (tx) => {
    const write = (words: string) => writeText(tx, { language: opening.language, words, author: actor.account, subject: 'mall', readers: [readerOf(id)] });
    const what = await write(opening.what);
    const tasks: Incident['tasks'] = [];
    const offers: IncidentOffer[] = [];
    for (const { words, minutes, grids } of opening.tasks) {
      const task = newId();
      tasks.push({ id: task, words: await write(words), minutes });
      offers.push(...grids.map((grid): IncidentOffer => ({ id: newId(), task, grid, state: 'offered', ...(people.get(grid)?.length ? {} : { handedAt: now }) })));
    }
    const { kind, grids } = opening;
    await Incidents.create([{ _id: id, mall: mall._id, box, author: actor.account, kind, what, grids, tasks, offers, state: 'running', openedAt: now, version: 1 }], { session: tx.session });
    const asked = grids.filter((grid) => offers.some((offer) => offer.grid === grid && !offer.handedAt));
    await notifyEach(tx, asked.map((grid) => ({ accounts: (people.get(grid) ?? []).slice(0, MOST_COUNCIL), template: 'incident-offered', params: { grid }, link: linkTo(mall, id) })));
    await notify(tx, { accounts: council.filter((account) => account !== actor.account), template: 'incident-opened', link: linkTo(mall, id) });
    tellPages(tx, { _id: id, box, grids }, 1);
  });
  return id;
}

const NAMES = { accept: 'incident:answer', decline: 'incident:answer', done: 'incident:finish', stuck: 'incident:finish', end: 'incident:end', withdraw: 'incident:withdraw' } as const;

/** As what somebody acts: for whoever opened it, for her grid, or for the council. */
function roleIn({ actor, mall }: Pick<Doing, 'actor' | 'mall'>, box: string, offer: IncidentOffer | undefined): string {
  const side = offer && answersAs(offer, sidesOf(actor, { mall: mall._id, box }));
  if (side === 'grid') return gridRolesIn(actor, mall._id).find(({ grid, role }) => grid === offer?.grid && (role === 'leader' || role === 'manager'))?.role ?? 'leader';
  return side === 'council' || box === COUNCIL ? COUNCIL : 'official';
}

/** One act on an incident or an offer of it. @throws a 404 Response for what the actor doesn't see, {Refusal} for an act that isn't hers to do now */
export async function actOnIncident({ mall, actor, now }: Doing, id: string, act: IncidentAct, language: string): Promise<void> {
  const incident = await Incidents.findOne({ mall: mall._id, _id: id }).lean();
  const seen = incident && gridsSeen(actor, incident);
  if (!incident || !seen) throw notFound();
  const offer = 'offer' in act ? incident.offers.find((one) => one.id === act.offer) : undefined;
  if ('offer' in act && (!offer || (seen !== 'all' && !seen.includes(offer.grid)))) throw notFound();
  const sides = sidesOf(actor, incident);
  if (!stepOf(incident, act, sides, now)) throw TOO_LATE;
  if ('reason' in act) await requireNobodyNamed(mall._id, [['reason', act.reason]]);
  await runCommand({ name: NAMES[act.act], mall: mall._id, actor, role: roleIn({ actor, mall }, incident.box, offer), subject: 'none', target: id, now }, async (tx) => {
    const said = 'reason' in act ? await writeText(tx, { language, words: act.reason, author: actor.account, subject: 'mall', readers: [readerOf(id)] }) : undefined;
    const after = stepOf(incident, act, sides, now, said);
    if (!after) throw TOO_LATE;
    const { state, offers, endedAt } = after;
    const because = act.act === 'withdraw' ? said : undefined;
    await change(tx, incident, { state, offers, ...(endedAt && { endedAt }), ...(because && { because }) });
    tx.changed(endedAt ? 'state' : 'offers');
    if (said) tx.because(said);
    if (endedAt) await wrapUp(tx, mall, { ...incident, because });
  });
}

/** Unless somebody else changed it since it was read. @throws {@link TOO_LATE} */
export async function change(tx: Tx, incident: Incident, set: Partial<Incident>): Promise<void> {
  const version = incident.version + 1;
  const { matchedCount } = await Incidents.updateOne({ mall: tx.mall, _id: incident._id, version: incident.version }, { $set: { ...set, version } }, { session: tx.session });
  if (matchedCount !== 1) throw TOO_LATE;
  tellPages(tx, incident, version);
}

/** Its words get their day, and whoever still had something of it open is told. */
async function wrapUp(tx: Tx, mall: KnownMall, incident: Incident): Promise<void> {
  await Texts.updateMany({ mall: tx.mall, _id: { $in: textsOf(incident) } }, { $set: { eraseAt: new Date(tx.now.getTime() + keptDays(mall, 'threads') * DAY) } }, { session: tx.session });
  const open = [...new Set(incident.offers.filter(({ state }) => state === 'offered' || state === 'accepted').map(({ grid }) => grid))];
  const people = await answerersOf(tx.mall, open, tx.now);
  await notifyEach(tx, open.map((grid) => ({ accounts: (people.get(grid) ?? []).slice(0, MOST_COUNCIL), template: 'incident-over', params: { grid }, link: linkTo(mall, incident._id) })));
}
